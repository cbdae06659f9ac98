package dev.parley.core.cache;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the caches of this process have done under one name since they were opened; what other processes do, and whatever else
 * is in a shared store, does not count. Immutable.
 *
 * @param near the level in this process
 * @param shared the level that several processes share, or null if there is none
 * @param loads calls of loaders that returned, a value or none
 * @param loadFailures calls of loaders that threw
 */
public record CacheStats(Level near, @Nullable Level shared, long loads, long loadFailures) {

    /**
     * One level.
     *
     * @param hits look-ups that found a value, or that there is none
     * @param misses look-ups that found nothing that may be used
     * @param evictions entries that were removed for lack of room
     * @param invalidations entries and groups that were evicted by a call, here or on another node
     * @param unreadable entries that could not be read, and were deleted
     * @param failures calls that the level did not answer
     * @param entries how many there are now in this process; 0 for a shared level
     * @param bytes near: the weight of the entries, if they are weighed; shared: the bytes read and written
     */
    public record Level(
            long hits,
            long misses,
            long evictions,
            long invalidations,
            long unreadable,
            long failures,
            long entries,
            long bytes) {}

    /** {@return the level that several processes share, if there is one} */
    public Optional<Level> sharedLevel() {
        return Optional.ofNullable(shared);
    }
}
