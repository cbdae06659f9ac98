package dev.parley.redis.connection;

import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Calls Redis steadily, and notes how it goes. */
final class RedisLoad implements AutoCloseable {

    private static final Duration PLENTY = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    private final RedisConnections connections;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private final List<Thread> threads;
    private volatile boolean over;

    private RedisLoad(RedisConnections connections, int threads) {
        this.connections = connections;
        this.threads = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(this::call, "redis-load"))
                .toList();
    }

    static RedisLoad on(RedisConnections connections, int threads) {
        RedisLoad load = new RedisLoad(connections, threads);
        load.threads.forEach(Thread::start);
        return load;
    }

    private void call() {
        while (!over) {
            long begin = System.nanoTime();
            try {
                connections.call(commands -> commands.incr("load"), Deadline.after(PLENTY));
                answered.incrementAndGet();
            } catch (ChatException e) {
                failed.incrementAndGet();
            }
            longestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    long answered() {
        return answered.get();
    }

    long failed() {
        return failed.get();
    }

    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join(PLENTY.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
