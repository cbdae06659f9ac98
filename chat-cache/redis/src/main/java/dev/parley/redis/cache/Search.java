package dev.parley.redis.cache;

import dev.parley.core.cache.CacheLoader;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
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
        String group = KeyText.writable(spec.group().apply(key));
        return new Place(KeyText.writable(spec.keyText().apply(key)), group, shardOf.applyAsInt(group));
    }

    Mark mark(Place place, long now) {
        return near.mark(place, epochs[place.shard()], now);
    }

    Optional<V> find(K key, CacheLoader<? super K, V> loader, Deadline deadline) {
        Place place = place(key);
        Mark mark = mark(place, nanoTime.getAsLong());
        return flights.find(key, mark, deadline, () -> {
            NearEntry<V> copy = near.usable(key, nanoTime.getAsLong());
            return copy != null
                    ? copy.answer()
                    : beyond(key, place, mark, loader, shared == null ? null : shared.read(place, deadline), deadline);
        });
    }

    private Optional<V> beyond(
            K key,
            Place place,
            Mark mark,
            CacheLoader<? super K, V> loader,
            @Nullable SharedRead<V> first,
            Deadline deadline) {
        SharedRead<V> read = first;
        if (read instanceof SharedRead.Unknown && shared != null) {
            read = shared.await(place, deadline);
        }
        if (read instanceof SharedRead.Known<V> known) {
            keep(key, mark, known);
            return known.answer();
        }
        FillLease lease = read instanceof SharedRead.Unknown<V> unknown ? unknown.lease() : null;
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

    /** Has an executor find a key anew. Fails as the executor does. */
    void beside(K key, CacheLoader<? super K, V> loader, Duration time, Executor executor) {
        Place place = place(key);
        Mark mark = mark(place, nanoTime.getAsLong());
        flights.beside(key, mark, executor, () -> {
            long now = nanoTime.getAsLong();
            NearEntry<V> copy = near.usable(key, now);
            return copy != null && !copy.due(now)
                    ? copy.answer()
                    : anew(key, place, mark, loader, Deadline.after(time));
        });
    }

    /** Loads a key, unless Redis has it anew already, or another node is loading it. */
    private Optional<V> anew(K key, Place place, Mark mark, CacheLoader<? super K, V> loader, Deadline deadline) {
        SharedRead<V> read = shared == null ? null : shared.read(place, deadline);
        if (shared == null || !(read instanceof SharedRead.Known<V> known)) {
            return beyond(key, place, mark, loader, read, deadline);
        }
        FillLease lease = fresh(known) <= 0 ? shared.again(place, deadline) : null;
        if (lease != null) {
            return load(key, place, mark, loader, lease, deadline);
        }
        keep(key, mark, known);
        return known.answer();
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
            if (!(e instanceof ChatException thrown && thrown.code() == ErrorCode.DEADLINE_EXCEEDED)) {
                flights.failed(key);
            }
            if (lease != null && shared != null) {
                shared.release(place, lease);
            }
            throw e;
        }
        near.counters().loads.increment();
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - begun);
        Duration ttl = near.ttl(found, spec.sharedTtl());
        Duration most = near.ttl(found, spec.nearTtl());
        if (shared != null) {
            Duration kept = lease == null ? shared.alone() : shared.fill(place, lease, found, ttl, took, deadline);
            most = kept.compareTo(most) < 0 ? kept : most;
        }
        near.keep(key, mark, found, begun, most, near.fresh(most, most, took), begun);
        return found;
    }

    /**
     * No longer than Redis keeps it, which depends on what time it is there. It is loaded anew when what is in Redis has to be,
     * for its copy may have come late and live a short while only.
     */
    private void keep(K key, Mark mark, SharedRead.Known<V> known) {
        if (shared != null && shared.time().known()) {
            long now = nanoTime.getAsLong();
            Duration ofNear = near.ttl(known.answer(), spec.nearTtl());
            long fresh = Math.min(near.fresh(ofNear, ofNear, known.load()), fresh(known));
            near.keep(key, mark, known.answer(), now - age(known).toNanos(), known.left(there()), fresh, now);
        }
    }

    private long fresh(SharedRead.Known<V> known) {
        return near.fresh(known.life(), known.left(there()), known.load());
    }

    Duration age(SharedRead.Known<V> known) {
        return known.age(there());
    }

    private long there() {
        return shared == null ? 0 : shared.time().millisAt(nanoTime.getAsLong());
    }
}
