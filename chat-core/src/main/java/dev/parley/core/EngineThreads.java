package dev.parley.core;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The threads of one engine: delivery, reads that no caller waits for, turns, and housekeeping; never shared, so that none
 * can starve another. None of them exists before it is needed.
 */
final class EngineThreads implements AutoCloseable {

    private static final int READERS = 4;
    private static final long IDLE_SECONDS = 30;

    private final ExecutorService delivery;
    private final ExecutorService reads;
    private final ExecutorService turns;
    private final ScheduledThreadPoolExecutor housekeeping;
    private final AtomicBoolean housekeepingBegan = new AtomicBoolean();

    EngineThreads() {
        int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
        ExecutorService virtual = virtualThreads();
        this.delivery = virtual == null ? bounded("parley-delivery", cores) : virtual;
        // Bounded on every Java: a burst of readers that are behind must not take all connections of the store.
        this.reads = bounded("parley-read", READERS);
        ExecutorService virtualTurns = virtual == null ? null : virtualThreads();
        this.turns = virtualTurns == null ? cached("parley-turn") : virtualTurns;
        this.housekeeping = new ScheduledThreadPoolExecutor(2, named("parley-housekeeping"));
        housekeeping.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** {@return one virtual thread for each task where the platform has them, else null} */
    private static @Nullable ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return null;
        }
    }

    private static ExecutorService bounded(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Not bounded here: the slots of the bots bound it. */
    private static ExecutorService cached(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named(name));
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    Executor delivery() {
        return delivery;
    }

    Executor reads() {
        return reads;
    }

    Executor turns() {
        return turns;
    }

    /** {@return whether this is the first call} */
    boolean beginHousekeeping() {
        return housekeepingBegan.compareAndSet(false, true);
    }

    void every(Duration pause, Runnable work) {
        ScheduledFuture<?> unused = housekeeping.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        // Thrown on, it would end the schedule for good.
                        LoggerFactory.getLogger(ChatEngine.class).warn("Housekeeping failed", e);
                    }
                },
                pause.toNanos(),
                pause.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        housekeeping.shutdown();
        delivery.shutdown();
        reads.shutdown();
        turns.shutdown();
    }
}
