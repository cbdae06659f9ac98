package dev.parley.redis.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls listeners one after the other on a thread of its own, so that a slow one holds up no connection. What waits is bounded by
 * number and by bytes: what does not fit is dropped, and told as a loss before anything else is delivered. Thread-safe.
 */
final class Deliveries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisConnections.class);

    private final int most;
    private final long mostBytes;
    private final Runnable onDrop;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean dropped;

    Deliveries(int most, long mostBytes, Runnable onDrop) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.onDrop = onDrop;
        this.thread = new Thread(this::deliver, "parley-redis-messages");
        thread.setDaemon(true);
    }

    private record Delivery(int bytes, Runnable work) {}

    /** Starts the thread, the first time. */
    void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Never waits for a listener. */
    void add(int size, Runnable work) {
        lock.lock();
        try {
            if (waiting.size() < most && size <= mostBytes - bytes) {
                waiting.add(new Delivery(size, work));
                bytes += size;
            } else {
                dropped = true;
            }
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    private void deliver() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                next().run();
            }
        } catch (InterruptedException e) {
            LOG.debug("No more messages are delivered");
        }
    }

    private Runnable next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !dropped) {
                something.await();
            }
            if (dropped) {
                dropped = false;
                return this::tellDrop;
            }
            Delivery delivery = waiting.remove();
            bytes -= delivery.bytes();
            return delivery.work();
        } finally {
            lock.unlock();
        }
    }

    private void tellDrop() {
        LOG.warn("Messages of Redis came faster than they were taken, and some were dropped");
        onDrop.run();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
