package dev.parley.core.cache;

import dev.parley.core.time.Deadline;
import java.util.Optional;

/**
 * Finds out what a cache does not know. Thread-safe.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface CacheLoader<K, V> {

    /**
     * Finds a value where it is kept.
     *
     * @param key of what
     * @param deadline by when to answer
     * @return the value, or empty if there is none
     */
    Optional<V> load(K key, Deadline deadline);
}
