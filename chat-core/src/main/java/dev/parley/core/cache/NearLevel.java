package dev.parley.core.cache;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The level of a cache that is in this process: entries, one load for each key at a time, a pause after failures, loads beforehand,
 * and evictions that no load outlives. Thread-safe. Opened by {@link NearCaches}.
 *
 * <p>A hit costs the look-up in the {@link NearRoom} and makes no object, unless values are copied. Loads are made in the threads of
 * those who ask, and no lock is held meanwhile; who waits for the load of another may be interrupted, and then gets
 * {@code STORE_UNAVAILABLE}.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class NearLevel<K, V> {

    private static final Duration LONGEST_REFRESH = Duration.ofSeconds(30);

    private final CacheSpec<K, V> spec;
    private final NearRoom<K, V> room;
    private final Executor refreshes;
    private final LongSupplier nanoTime;
    private final NearSource<K, V> source;
    private final UnaryOperator<V> copier;
    private final Function<? super K, String> groupOf;
    private final Groups groups = new Groups();
    private final LoadSlots<K, V> slots;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder invalidations = new LongAdder();
    private volatile boolean closed;

    NearLevel(
            CacheSpec<K, V> spec,
            NearRoom<K, V> room,
            Executor refreshes,
            LongSupplier nanoTime,
            NearSource<K, V> source) {
        this.spec = spec;
        this.room = room;
        this.refreshes = refreshes;
        this.nanoTime = nanoTime;
        this.source = source;
        this.copier = spec.copier();
        this.groupOf = spec.group();
        this.slots = new LoadSlots<>(spec.name(), spec.failureBackoff(), nanoTime);
    }

    /**
     * Looks a key up, without a load.
     *
     * @param key which
     * @return what is known
     */
    CacheLookup<V> lookup(K key) {
        NearEntry<V> entry = room.get(key);
        if (entry == null || !entry.current()) {
            misses.increment();
            return new CacheLookup.Miss<>();
        }
        hits.increment();
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - entry.sinceNanos());
        return entry.value().isPresent()
                ? new CacheLookup.Hit<>(copier.apply(entry.value().get()), age)
                : new CacheLookup.KnownAbsent<>(age);
    }

    /**
     * Finds a value, and asks the source if nothing is known. Of many that ask for one key at once one asks the source, in its
     * own thread and with its own deadline.
     *
     * @param key which
     * @param loader passed on to the source
     * @param deadline by when to answer
     * @return the value, or empty if there is none
     * @throws dev.parley.core.error.ChatException what the source threw; {@code DEADLINE_EXCEEDED}, {@code STORE_UNAVAILABLE} or
     *     {@code INTERNAL} as the rules of {@link Cache} say; {@code CLOSED}
     */
    Optional<V> get(K key, CacheLoader<? super K, V> loader, Deadline deadline) {
        NearEntry<V> entry = room.get(key);
        if (entry == null || !entry.current()) {
            misses.increment();
            return load(key, loader, deadline);
        }
        hits.increment();
        if (spec.refreshAhead() > 0 && nanoTime.getAsLong() - entry.refreshNanos() >= 0) {
            refresh(key, loader, entry);
        }
        return copied(entry.value());
    }

    /**
     * Writes, wherever else it has to be written, and keeps what was written, unless the key or its group is evicted meanwhile.
     * A load that has begun leaves nothing behind. Who asks for the key meanwhile, and finds nothing, waits for the writing.
     * What it throws reaches who waits and the caller, and is not remembered.
     *
     * @param key of what
     * @param writing writes, in the thread of the caller, and answers what is to be kept
     */
    void write(K key, Supplier<CacheFound<V>> writing) {
        requireOpen();
        Flight<V> flight = slots.beginInstead(key, groups.of(groupOf.apply(key)));
        long since = nanoTime.getAsLong();
        try {
            // One that another write overtook must not leave behind what was there before both.
            keep(key, flight, writing.get(), since, () -> room.remove(key));
        } catch (RuntimeException | Error e) {
            slots.drop(key, flight);
            flight.fail(e);
            throw e;
        }
    }

    /**
     * Forgets a key. Loads and writes of it that have begun leave nothing behind, and nobody who asks from now on waits for
     * them.
     *
     * @param key which
     */
    void evict(K key) {
        invalidations.increment();
        slots.evict(key, () -> room.remove(key));
    }

    /**
     * Forgets all keys of a group in the same way, at a cost that does not depend on how many there are.
     *
     * @param group which
     */
    void evictGroup(String group) {
        invalidations.increment();
        groups.raise(group);
    }

    /** Forgets everything in the same way, at a cost that depends on how many groups there are. Not counted as an eviction. */
    void evictAll() {
        groups.raiseAll();
        room.clear();
    }

    /** {@return what this level has done; nothing is unreadable here, and nothing fails} */
    CacheStats.Level stats() {
        return new CacheStats.Level(
                hits.sum(), misses.sum(), room.evictions(), invalidations.sum(), 0, 0, room.entries(), room.weight());
    }

    void close() {
        closed = true;
        evictAll();
    }

    /** The same object where nothing is copied. */
    private Optional<V> copied(Optional<V> value) {
        if (value.isEmpty()) {
            return value;
        }
        V copy = copier.apply(value.get());
        return copy == value.get() ? value : Optional.of(copy);
    }

    private Optional<V> load(K key, CacheLoader<? super K, V> loader, Deadline deadline) {
        requireOpen();
        Flight<V> flight = slots.join(key, groups.of(groupOf.apply(key)));
        return flight.begin() ? carryOut(key, null, loader, deadline, flight) : copied(flight.await(deadline));
    }

    private Optional<V> carryOut(
            K key,
            @Nullable NearEntry<V> known,
            CacheLoader<? super K, V> loader,
            Deadline deadline,
            Flight<V> flight) {
        // Another load may have ended between the look-up and the beginning of this one.
        NearEntry<V> kept = room.get(key);
        if (kept != null && kept != known && kept.current()) {
            slots.drop(key, flight);
            flight.land(kept.value());
            return copied(kept.value());
        }
        long since = nanoTime.getAsLong();
        try {
            return keep(key, flight, source.find(key, loader, deadline), since, () -> {});
        } catch (RuntimeException | Error e) {
            slots.fail(key, flight, e);
            flight.fail(e);
            throw e;
        }
    }

    /** Keeps a copy of its own, and answers what was found. */
    private Optional<V> keep(K key, Flight<V> flight, CacheFound<V> found, long since, Runnable otherwise) {
        NearEntry<V> entry = entry(found, flight.group(), flight.generation(), since);
        slots.land(key, flight, () -> keep(key, entry), otherwise);
        flight.land(entry.value());
        if (closed) {
            room.clear();
        }
        return found.value();
    }

    /** What had no time left when it was found must not be found again. */
    private void keep(K key, NearEntry<V> entry) {
        if (entry.ttl().isNegative() || entry.ttl().isZero()) {
            room.remove(key);
        } else {
            room.put(key, entry);
        }
    }

    private void refresh(K key, CacheLoader<? super K, V> loader, NearEntry<V> entry) {
        Flight<V> flight = slots.openBeside(key, groups.of(groupOf.apply(key)));
        if (flight == null) {
            return;
        }
        Duration life = entry.ttl();
        Deadline deadline = Deadline.after(life.compareTo(LONGEST_REFRESH) < 0 ? life : LONGEST_REFRESH);
        try {
            refreshes.execute(() -> refreshNow(key, entry, loader, deadline, flight));
        } catch (RejectedExecutionException e) {
            // There is more to refresh than can be done: the entry lives on, and the next hit tries again.
            slots.drop(key, flight);
        }
    }

    private void refreshNow(
            K key, NearEntry<V> known, CacheLoader<? super K, V> loader, Deadline deadline, Flight<V> flight) {
        if (flight.begin()) {
            try {
                carryOut(key, known, loader, deadline, flight);
            } catch (RuntimeException e) {
                // Remembered as a failure; who asks before the entry ends notices nothing, who asks afterwards is told.
            }
        }
    }

    private NearEntry<V> entry(CacheFound<V> found, AtomicLong group, long generation, long since) {
        Duration most = found.value().isPresent() ? spec.nearTtl() : spec.absentTtl();
        Duration ttl = found.ttl().filter(bound -> bound.compareTo(most) < 0).orElse(most);
        double untilRefresh = ttl.toNanos() * (1 - spec.refreshAhead());
        return new NearEntry<>(
                copied(found.value()),
                ttl,
                since - found.age().toNanos(),
                nanoTime.getAsLong() + (long) untilRefresh,
                group,
                generation);
    }

    private void requireOpen() {
        if (closed) {
            throw ChatException.fault(ErrorCode.CLOSED, "The cache '" + spec.name() + "' was closed", null);
        }
    }
}
