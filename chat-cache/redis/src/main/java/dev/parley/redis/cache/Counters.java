package dev.parley.redis.cache;

import dev.parley.core.cache.CacheStats;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What one cache has done in this process. Thread-safe. */
final class Counters {

    final LongAdder nearHits = new LongAdder();
    final LongAdder nearMisses = new LongAdder();
    final LongAdder nearEvictions = new LongAdder();
    final LongAdder nearInvalidations = new LongAdder();
    final LongAdder sharedHits = new LongAdder();
    final LongAdder sharedMisses = new LongAdder();
    final LongAdder sharedInvalidations = new LongAdder();
    final LongAdder sharedUnreadable = new LongAdder();
    final LongAdder sharedFailures = new LongAdder();
    final LongAdder sharedBytes = new LongAdder();
    final LongAdder loads = new LongAdder();
    final LongAdder loadFailures = new LongAdder();

    CacheStats stats(long entries, long weight, boolean shared) {
        CacheStats.Level near = new CacheStats.Level(
                nearHits.sum(), nearMisses.sum(), nearEvictions.sum(), nearInvalidations.sum(), 0, 0, entries, weight);
        return new CacheStats(near, shared ? sharedLevel() : null, loads.sum(), loadFailures.sum());
    }

    private CacheStats.@Nullable Level sharedLevel() {
        return new CacheStats.Level(
                sharedHits.sum(),
                sharedMisses.sum(),
                0,
                sharedInvalidations.sum(),
                sharedUnreadable.sum(),
                sharedFailures.sum(),
                0,
                sharedBytes.sum());
    }
}
