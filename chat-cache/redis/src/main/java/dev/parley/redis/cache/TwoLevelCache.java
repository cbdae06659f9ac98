package dev.parley.redis.cache;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheLoader;
import dev.parley.core.cache.CacheLookup;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.cache.CacheStats;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Copies in this process in front of those in Redis, if the spec says how they are written.
 *
 * <p>Not on core's {@code NearLevel}, which removes what is evicted by its key: other nodes name keys by their texts, which
 * can't be turned back into keys, so here copies and searches are checked by numbers that they share by hash, and no hit
 * makes a text.
 */
final class TwoLevelCache<K, V> implements Cache<K, V> {

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final CacheSpec<K, V> spec;
    private final UnaryOperator<V> copier;
    private final NearCopies<K, V> near;
    private final @Nullable SharedAccess<V> shared;
    private final Search<K, V> search;
    private final Refreshes<K, V> refreshes;
    private final Counters counters;
    private final LongSupplier nanoTime;

    TwoLevelCache(
            CacheSpec<K, V> spec,
            NearCopies<K, V> near,
            @Nullable SharedAccess<V> shared,
            Search<K, V> search,
            Refreshes<K, V> refreshes,
            LongSupplier nanoTime) {
        this.spec = spec;
        this.copier = spec.copier();
        this.near = near;
        this.shared = shared;
        this.search = search;
        this.refreshes = refreshes;
        this.counters = near.counters();
        this.nanoTime = nanoTime;
    }

    @Override
    public CacheLookup<V> lookup(K key) {
        long now = nanoTime.getAsLong();
        NearEntry<V> copy = near.usable(key, now);
        if (copy != null) {
            counters.nearHits.increment();
            return found(copy.answer(copier), Duration.ofNanos(Math.max(0, now - copy.made())));
        }
        requireOpen();
        counters.nearMisses.increment();
        SharedRead.Known<V> known = search.known(key, search.place(key), Shards.soon());
        return known == null ? new CacheLookup.Miss<>() : found(out(known.answer()), search.age(known));
    }

    private CacheLookup<V> found(Optional<V> answer, Duration age) {
        return answer.<CacheLookup<V>>map(value -> new CacheLookup.Hit<>(value, age))
                .orElseGet(() -> new CacheLookup.KnownAbsent<>(age));
    }

    @Override
    public Optional<V> get(K key, CacheLoader<? super K, V> loader, Deadline deadline) {
        long now = nanoTime.getAsLong();
        NearEntry<V> copy = near.usable(key, now);
        if (copy == null) {
            requireOpen();
            counters.nearMisses.increment();
            return out(found(key, loader, deadline));
        }
        counters.nearHits.increment();
        if (copy.due(now)) {
            refreshes.begin(key, loader);
        }
        return copy.answer(copier);
    }

    /** What is found in Redis may be near its end. */
    private Optional<V> found(K key, CacheLoader<? super K, V> loader, Deadline deadline) {
        Optional<V> found = search.find(key, loader, deadline);
        long now = nanoTime.getAsLong();
        NearEntry<V> copy = near.usable(key, now);
        if (copy != null && copy.due(now)) {
            refreshes.begin(key, loader);
        }
        return found;
    }

    private Optional<V> out(Optional<V> kept) {
        if (kept.isEmpty()) {
            return kept;
        }
        V copied = copier.apply(kept.get());
        return copied == kept.get() ? kept : Optional.of(copied);
    }

    @Override
    public void put(K key, V value) {
        put(key, Optional.of(value), FOR_EVER);
    }

    @Override
    public void put(K key, V value, Duration ttl) {
        if (ttl.isNegative() || ttl.isZero()) {
            throw new IllegalArgumentException("ttl must be more than zero");
        }
        put(key, Optional.of(value), ttl);
    }

    @Override
    public void putAbsent(K key) {
        put(key, Optional.empty(), FOR_EVER);
    }

    /**
     * The right to write first, so that an eviction that comes while the value is copied takes it away; and Redis before the copy
     * in this process. Who reads meanwhile keeps no copy, nor does anybody if two write at once.
     */
    private void put(K key, Optional<V> value, Duration most) {
        requireOpen();
        Place place = search.place(key);
        near.drop(key, place);
        Mark mark = search.mark(place, nanoTime.getAsLong());
        FillLease lease = shared == null ? null : shared.writing(place);
        Optional<V> kept = value.map(copier);
        long now = nanoTime.getAsLong();
        Duration ofShared = shorter(most, near.ttl(value, spec.sharedTtl()));
        Duration ofCopy = shared == null ? most : shorter(most, shared.write(place, lease, kept, ofShared));
        if (!ofCopy.isZero()) {
            Mark written = mark.written();
            if (written == null) {
                near.drop(key, place);
                return;
            }
            Duration ofNear = shorter(ofCopy, near.ttl(value, spec.nearTtl()));
            near.keep(key, written, kept, now, ofNear, near.fresh(ofNear, ofNear, Duration.ZERO), now);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Once before, for who reads meanwhile, and once after, for what was read in Redis before it was gone there. */
    @Override
    public void evict(K key) {
        requireOpen();
        Place place = search.place(key);
        counters.nearInvalidations.increment();
        near.drop(key, place);
        if (shared != null) {
            shared.evict(place);
            near.drop(key, place);
        }
    }

    @Override
    public void evictGroup(String group) {
        requireOpen();
        String written = KeyText.writable(group);
        counters.nearInvalidations.increment();
        near.dropGroup(written);
        if (shared != null) {
            shared.evictGroup(written);
            near.dropGroup(written);
        }
    }

    private void requireOpen() {
        if (near.closed()) {
            throw ChatException.fault(ErrorCode.CLOSED, "The cache '" + spec.name() + "' was closed", null);
        }
    }

    @Override
    public CacheStats stats() {
        return counters.stats(near.entries(), near.weight(), shared != null);
    }
}
