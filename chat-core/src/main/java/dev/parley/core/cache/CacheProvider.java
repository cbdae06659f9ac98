package dev.parley.core.cache;

import java.util.function.LongSupplier;

/** Opens caches, and is told the same things of all of them. Thread-safe. */
public interface CacheProvider extends AutoCloseable {

    /**
     * Opens a cache.
     *
     * @param spec what it is like
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the cache; ends with the provider
     * @throws IllegalArgumentException if this provider has a cache of that name
     */
    <K, V> Cache<K, V> cache(CacheSpec<K, V> spec);

    /** Ends the caches, and releases what the provider itself opened; never what the host passed in. */
    @Override
    void close();

    /** {@return caches in memory, for tests and trials: simple, and slower than the adapter of chat-cache} */
    static CacheProvider inMemory() {
        return inMemory(System::nanoTime);
    }

    /**
     * Caches in memory with a clock of the host's.
     *
     * @param nanoTime the monotonic clock
     * @return caches of this process alone
     */
    static CacheProvider inMemory(LongSupplier nanoTime) {
        return new NearCaches(new InMemoryRoom.Rooms(nanoTime), nanoTime, null);
    }
}
