package dev.parley.core.cache;

import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A cache that has one level. */
final class NearCache<K, V> implements Cache<K, V> {

    private final NearLevel<K, V> level;
    private final Loads<K, V> loads;

    NearCache(NearLevel<K, V> level, Loads<K, V> loads) {
        this.level = level;
        this.loads = loads;
    }

    @Override
    public CacheLookup<V> lookup(K key) {
        return level.lookup(key);
    }

    @Override
    public Optional<V> get(K key, CacheLoader<? super K, V> loader, Deadline deadline) {
        return level.get(key, loader, deadline);
    }

    @Override
    public void put(K key, V value) {
        level.write(key, () -> CacheFound.fresh(Optional.of(value)));
    }

    @Override
    public void put(K key, V value, Duration ttl) {
        if (ttl.isNegative() || ttl.isZero()) {
            throw new IllegalArgumentException("ttl must be more than zero");
        }
        level.write(key, () -> CacheFound.of(Optional.of(value), ttl, Duration.ZERO));
    }

    @Override
    public void putAbsent(K key) {
        level.write(key, () -> CacheFound.fresh(Optional.empty()));
    }

    @Override
    public void evict(K key) {
        level.evict(key);
    }

    @Override
    public void evictGroup(String group) {
        level.evictGroup(group);
    }

    @Override
    public CacheStats stats() {
        return new CacheStats(level.stats(), null, loads.returned.sum(), loads.failed.sum());
    }

    /** The loaders, counted. */
    static final class Loads<K, V> implements NearSource<K, V> {

        private final LongAdder returned = new LongAdder();
        private final LongAdder failed = new LongAdder();

        @Override
        public CacheFound<V> find(K key, CacheLoader<? super K, V> loader, Deadline deadline) {
            try {
                CacheFound<V> found = CacheFound.fresh(loader.load(key, deadline));
                returned.increment();
                return found;
            } catch (RuntimeException | Error e) {
                failed.increment();
                throw e;
            }
        }
    }
}
