package dev.parley.redis.cache;

import dev.parley.core.cache.CacheLoader;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Finds what there is no copy of in this process: in Redis, or by the loader. Thread-safe. */
final class Search<K, V> {

    private final CacheSpec<K, V> spec;
    private final NearCopies<K, V> near;
    private final @Nullable SharedAccess<V> shared;
    private final Flights<K, V> flights;
    private final ToIntFunction<String> shardOf;
    private final Epoch[] epochs;
    private final LongSupplier nanoTime;

    /**
     * @param epochs of the shards
     */
    Search(
            CacheSpec<K, V> spec,
            NearCopies<K, V> near,
            @Nullable SharedAccess<V> shared,
            ToIntFunction<String> shardOf,
            Epoch[] epochs,
            LongSupplier nanoTime) {
        this.spec = spec;
        this.near = near;
        this.shared = shared;
        this.flights = new Flights<>(spec.failureBackoff(), nanoTime);
        this.shardOf = shardOf;
        this.epochs = epochs.clone();
        this.nanoTime = nanoTime;
    }

    Place place(K key) {
        String group = spec.group().apply(key);
        return new Place(spec.keyText().apply(key), group, shardOf.applyAsInt(group));
    }

    Mark mark(Place place, long now) {
        return near.mark(place, epochs[place.shard()], now);
    }

    Optional<V> find(K key, CacheLoader<? super K, V> loader, Deadline deadline) {
        Place place = place(key);
        Mark mark = mark(place, nanoTime.getAsLong());
        return flights.find(key, mark, deadline, () -> {
            NearEntry<V> copy = near.usable(key, nanoTime.getAsLong());
            return copy != null ? copy.answer() : beyond(key, place, mark, loader, deadline);
        });
    }

    private Optional<V> beyond(K key, Place place, Mark mark, CacheLoader<? super K, V> loader, Deadline deadline) {
        FillLease lease = null;
        SharedRead<V> read = shared == null ? null : shared.read(place, deadline);
        if (read instanceof SharedRead.Unknown && shared != null) {
            read = shared.await(place, deadline);
        }
        if (read instanceof SharedRead.Known<V> known) {
            keep(key, mark, known);
            return known.answer();
        }
        if (read instanceof SharedRead.Unknown<V> unknown) {
            lease = unknown.lease();
        }
        return load(key, place, mark, loader, lease, deadline);
    }

    /** What Redis knows, of which a copy is kept. */
    SharedRead.@Nullable Known<V> known(K key, Place place, Deadline deadline) {
        Mark mark = mark(place, nanoTime.getAsLong());
        if (shared != null && shared.read(place, deadline) instanceof SharedRead.Known<V> known) {
            keep(key, mark, known);
            return known;
        }
        return null;
    }

    /** Loads a key anew, unless Redis has it anew already, or another node is loading it. */
    void again(K key, CacheLoader<? super K, V> loader, Deadline deadline) {
        if (flights.backingOff(key)) {
            return;
        }
        Place place = place(key);
        Mark mark = mark(place, nanoTime.getAsLong());
        FillLease lease = null;
        SharedRead<V> read = shared == null ? null : shared.read(place, deadline);
        if (read != null && shared != null) {
            if (read instanceof SharedRead.Known<V> known && !due(known)) {
                keep(key, mark, known);
                return;
            }
            lease = shared.again(place, deadline);
            if (lease == null) {
                return;
            }
        }
        load(key, place, mark, loader, lease, deadline);
    }

    private boolean due(SharedRead.Known<V> known) {
        long life = Duration.ofMillis(known.expires() - known.written()).toNanos();
        long load = Duration.ofMillis(known.loadMillis()).toNanos();
        return left(known).toNanos() <= NearCopies.lead(spec, life, load);
    }

    private Optional<V> load(
            K key,
            Place place,
            Mark mark,
            CacheLoader<? super K, V> loader,
            @Nullable FillLease lease,
            Deadline deadline) {
        long begun = nanoTime.getAsLong();
        Optional<V> found;
        try {
            found = loader.load(key, deadline).map(spec.copier());
        } catch (Throwable e) {
            near.counters().loadFailures.increment();
            flights.failed(key);
            if (lease != null && shared != null) {
                shared.release(place, lease);
            }
            throw e;
        }
        near.counters().loads.increment();
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - begun);
        Duration ttl = near.ttl(found, spec.sharedTtl());
        Duration most = ttl;
        if (shared != null) {
            most = lease == null ? shared.alone() : shared.fill(place, lease, found, ttl, took, deadline);
        }
        near.keep(key, mark, found, begun, shared == null ? spec.nearTtl() : most, took, begun);
        return found;
    }

    /** No longer than Redis keeps it, which depends on what time it is there. */
    private void keep(K key, Mark mark, SharedRead.Known<V> known) {
        if (shared != null && shared.time().known()) {
            long now = nanoTime.getAsLong();
            near.keep(
                    key,
                    mark,
                    known.answer(),
                    now - age(known).toNanos(),
                    left(known),
                    Duration.ofMillis(known.loadMillis()),
                    now);
        }
    }

    Duration age(SharedRead.Known<V> known) {
        return Duration.ofMillis(Math.max(0, there() - known.written()));
    }

    private Duration left(SharedRead.Known<V> known) {
        return Duration.ofMillis(known.expires() - there());
    }

    private long there() {
        return shared == null ? 0 : shared.time().millisAt(nanoTime.getAsLong());
    }
}
