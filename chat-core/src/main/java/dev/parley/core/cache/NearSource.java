package dev.parley.core.cache;

import dev.parley.core.time.Deadline;

/**
 * Where a {@link NearLevel} finds what it does not know: the loader, or the next level before that. Thread-safe.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
interface NearSource<K, V> {

    /**
     * Finds a value.
     *
     * @param key of what
     * @param loader of the one who asks: finds it where values are kept
     * @param deadline by when to answer
     * @return what was found
     */
    CacheFound<V> find(K key, CacheLoader<? super K, V> loader, Deadline deadline);
}
