package dev.parley.core.cache;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens caches that are in this process, for adapters that keep the entries their own way. Thread-safe. Loads beforehand are
 * made by the host's executor, or by at most two threads that end when they have nothing to do; beyond 1,000 that wait none
 * is begun.
 */
public final class NearCaches implements CacheProvider {

    private static final int THREADS = 2;
    private static final int MOST_WAITING = 1_000;
    private static final long IDLE_SECONDS = 10;

    private final NearRoom.Factory rooms;
    private final LongSupplier nanoTime;
    private final Executor refreshes;
    private final @Nullable ThreadPoolExecutor own;
    private final Map<String, NearLevel<?, ?>> levels = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * What all caches have in common.
     *
     * @param rooms opens where entries are kept
     * @param nanoTime the monotonic clock; the one of the rooms
     * @param refreshes makes loads beforehand; not closed; or null for threads of its own
     */
    public NearCaches(NearRoom.Factory rooms, LongSupplier nanoTime, @Nullable Executor refreshes) {
        this.rooms = rooms;
        this.nanoTime = nanoTime;
        if (refreshes == null) {
            ThreadPoolExecutor made = threads();
            this.own = made;
            this.refreshes = made;
        } else {
            this.own = null;
            this.refreshes = refreshes;
        }
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread made = new Thread(task, "parley-cache-refresh-" + number.incrementAndGet());
                    made.setDaemon(true);
                    return made;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Override
    public <K, V> Cache<K, V> cache(CacheSpec<K, V> spec) {
        NearCache.Loads<K, V> loads = new NearCache.Loads<>();
        return new NearCache<>(level(spec, loads), loads);
    }

    private <K, V> NearLevel<K, V> level(CacheSpec<K, V> spec, NearSource<K, V> source) {
        if (closed) {
            throw ChatException.fault(ErrorCode.CLOSED, "The caches were closed", null);
        }
        NearLevel<K, V> level = new NearLevel<>(spec, rooms.open(spec), refreshes, nanoTime, source);
        if (levels.putIfAbsent(spec.name(), level) != null) {
            throw new IllegalArgumentException("There is a cache '" + spec.name() + "' already");
        }
        if (closed) {
            level.close();
        }
        return level;
    }

    /** Ends all levels, and the threads that are its own. Loads under way end by themselves. */
    @Override
    public void close() {
        closed = true;
        levels.values().forEach(NearLevel::close);
        if (own != null) {
            own.shutdownNow();
        }
    }
}
