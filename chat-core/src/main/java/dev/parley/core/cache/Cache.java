package dev.parley.core.cache;

import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * Copies of values that are kept elsewhere. Thread-safe. Values must be immutable, or the spec must say how to copy them.
 * There is no way to evict by a pattern: what belongs together has one group.
 *
 * <p>Rules, checked by {@code CacheContract}:
 *
 * <ul>
 *   <li>CA-1 What was put or loaded is found, with its age; 0, false and empty values are values.
 *   <li>CA-2 That there is no value is remembered as well, for its own time, and is no miss.
 *   <li>CA-3 Of many that ask for one key at once on one node, one calls its loader, and the others get what it
 *       returned.
 *   <li>CA-4 A loader that throws reaches everybody who waited for it, and leaves no entry. Until the back-off of the
 *       spec is over it is not called again for that key: those who ask get {@code STORE_UNAVAILABLE} at once. That the time of
 *       its caller ran out ({@code DEADLINE_EXCEEDED}) is not remembered: others may have more.
 *   <li>CA-5 An entry is found until its time is over and not then; the time of a call counts where it is shorter
 *       than that of the spec, on every level.
 *   <li>CA-6 After a key was evicted no look-up that begins then finds what was known before, and a load that had begun
 *       leaves nothing behind.
 *   <li>CA-7 After a group was evicted the same holds for all its keys, and the keys of other groups stay.
 *   <li>CA-8 Keys are apart, and so are caches of different names.
 *   <li>CA-9 There are no more entries than the maximum, or no more than their weights allow, but for those that are just being
 *       removed; whatever weighs less than 1 weighs 1.
 *   <li>CA-10 Where the spec says so, a hit in the last part of an entry's life is answered from the entry, and begins one load
 *       beside it, whose value replaces the entry; if it fails the entry stays for its time.
 *   <li>CA-11 Hits, misses, loads, failures and evictions are counted.
 *   <li>CA-12 Where the spec says how to copy, neither who puts a value nor who gets it can change the copy that is kept.
 *   <li>CA-13 Who waits for the load of another waits no longer than the own deadline, and then gets
 *       {@code DEADLINE_EXCEEDED}; the load goes on.
 *   <li>CA-14 A loader that asks for its own key fails, with {@code INTERNAL}, and does not wait for itself.
 *   <li>CA-15 A value whose load or write began before an eviction of its key or group is never kept on any node.
 * </ul>
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface Cache<K, V> {

    /**
     * Looks a key up, without loading.
     *
     * @param key which
     * @return what is known
     */
    CacheLookup<V> lookup(K key);

    /**
     * Finds a value, and loads it if nothing is known.
     *
     * @param key which
     * @param loader finds it where it is kept; called in the thread of the caller
     * @param deadline by when to answer
     * @return the value, or empty if there is none
     * @throws dev.parley.core.error.ChatException what the loader threw; {@code DEADLINE_EXCEEDED}, {@code STORE_UNAVAILABLE}
     *     or {@code INTERNAL} as the rules say
     */
    Optional<V> get(K key, CacheLoader<? super K, V> loader, Deadline deadline);

    /**
     * Keeps a value.
     *
     * @param key of what
     * @param value which
     */
    void put(K key, V value);

    /**
     * Keeps a value for a time.
     *
     * @param key of what
     * @param value which
     * @param ttl for how long at most; more than zero
     */
    void put(K key, V value, Duration ttl);

    /**
     * Remembers that there is no value.
     *
     * @param key of what
     */
    void putAbsent(K key);

    /**
     * Forgets a key, on every node. To be called after the value was changed where it is kept.
     *
     * @param key which
     */
    void evict(K key);

    /**
     * Forgets all keys of a group, on every node, at a cost that does not depend on how many there are.
     *
     * @param group which, as the spec names it
     */
    void evictGroup(String group);

    /** {@return what this cache has done} */
    CacheStats stats();
}
