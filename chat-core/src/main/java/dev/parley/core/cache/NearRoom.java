package dev.parley.core.cache;

import org.jspecify.annotations.Nullable;

/**
 * Where a {@link NearLevel} keeps its entries: a bounded map whose entries end. Thread-safe; what is said of one key takes
 * effect at once and in one order.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface NearRoom<K, V> {

    /**
     * Finds an entry whose time is not over.
     *
     * @param key of what
     * @return the entry, or null if there is none
     */
    @Nullable
    NearEntry<V> get(K key);

    /**
     * Keeps an entry for its time, in place of the one before. Others are removed where there is no room.
     *
     * @param key of what
     * @param entry which
     */
    void put(K key, NearEntry<V> entry);

    /**
     * Removes an entry, if there is one.
     *
     * @param key of what
     */
    void remove(K key);

    /** Removes all entries. */
    void clear();

    /** {@return how many entries there are, about} */
    long entries();

    /** {@return what the entries weigh together, about; 0 where they are not weighed} */
    long weight();

    /** {@return how many entries were removed for lack of room} */
    long evictions();

    /** Opens rooms. Thread-safe. */
    interface Factory {

        /**
         * Opens a room.
         *
         * @param spec of the cache that it is for
         * @param <K> the type of the keys
         * @param <V> the type of the values
         * @return the room, empty
         */
        <K, V> NearRoom<K, V> open(CacheSpec<K, V> spec);
    }
}
