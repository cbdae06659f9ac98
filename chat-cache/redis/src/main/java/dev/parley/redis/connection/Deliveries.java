package dev.parley.redis.connection;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls listeners one after the other on a thread of its own, so that a slow one holds up no connection. What waits is bounded:
 * what does not fit is dropped, and told as a loss. Thread-safe.
 */
final class Deliveries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisConnections.class);

    private final BlockingQueue<Runnable> waiting;
    private final Runnable onDrop;
    private final Thread thread;
    private volatile boolean dropped;

    Deliveries(int bound, Runnable onDrop) {
        this.waiting = new ArrayBlockingQueue<>(bound);
        this.onDrop = onDrop;
        this.thread = new Thread(this::deliver, "parley-redis-messages");
        thread.setDaemon(true);
    }

    /** Starts the thread, the first time. */
    void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    void add(Runnable delivery) {
        if (!waiting.offer(delivery)) {
            dropped = true;
            // All that waited may have been taken meanwhile, and then nothing else would have the loss told.
            var unused = waiting.offer(() -> {});
        }
    }

    private void deliver() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                waiting.take().run();
                if (dropped) {
                    dropped = false;
                    LOG.warn("Messages of Redis came faster than they were taken, and some were dropped");
                    onDrop.run();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("No more messages are delivered");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
