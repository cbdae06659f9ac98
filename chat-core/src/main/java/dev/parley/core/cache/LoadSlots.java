package dev.parley.core.cache;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who loads which key, and which key could not be loaded a moment ago. Thread-safe. What is done under a key excludes whatever
 * else is done under it, so that an entry is either kept before an eviction, which removes it, or not at all.
 */
final class LoadSlots<K, V> {

    /** Beyond so many failures the oldest are forgotten early. */
    private static final int MOST_FAILURES = 10_000;

    private final String cache;
    private final long backoffNanos;
    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<K, Slot> slots = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Failure<K>> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failureCount = new AtomicInteger();

    private record Failure<K>(K key, Slot.Failed slot) {}

    LoadSlots(String cache, Duration backoff, LongSupplier nanoTime) {
        this.cache = cache;
        this.backoffNanos = backoff.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Takes part in the load of a key, or opens one.
     *
     * @throws ChatException {@code STORE_UNAVAILABLE} while the last failure is remembered
     */
    Flight<V> join(K key, AtomicLong group) {
        Slot slot = slots.get(key);
        if (!stands(slot)) {
            Flight<V> opened = new Flight<>(group);
            slot = slots.compute(key, (same, old) -> stands(old) ? old : opened);
        }
        return flight(slot);
    }

    private boolean stands(@Nullable Slot slot) {
        if (slot instanceof Slot.Failed failed) {
            return !failed.over(nanoTime.getAsLong());
        }
        return slot instanceof Flight<?> flight && flight.current();
    }

    @SuppressWarnings("unchecked") // Only flights of this type are put in.
    private Flight<V> flight(@Nullable Slot slot) {
        if (slot instanceof Slot.Failed failed) {
            Duration left = Duration.ofNanos(Math.max(1, failed.untilNanos() - nanoTime.getAsLong()));
            throw ChatException.passing(
                    ErrorCode.STORE_UNAVAILABLE,
                    "What the cache '" + cache + "' is asked for could not be loaded a moment ago",
                    left,
                    failed.cause());
        }
        return (Flight<V>) Objects.requireNonNull(slot);
    }

    /** {@return a load of the key that nobody else makes or could not make, or null} */
    @Nullable
    Flight<V> openBeside(K key, AtomicLong group) {
        if (stands(slots.get(key))) {
            return null;
        }
        Flight<V> opened = new Flight<>(group);
        return slots.compute(key, (same, old) -> stands(old) ? old : opened) == opened ? opened : null;
    }

    /** Begins a load in place of whatever there is. */
    Flight<V> beginInstead(K key, AtomicLong group) {
        Flight<V> opened = new Flight<>(group);
        opened.begin();
        slots.put(key, opened);
        return opened;
    }

    /** Ends a load: what it found is kept, unless it was parted from its key since. */
    void land(K key, Flight<V> flight, Runnable keep, Runnable otherwise) {
        slots.compute(key, (same, slot) -> {
            if (slot != flight) {
                otherwise.run();
                return slot;
            }
            keep.run();
            return null;
        });
    }

    /** Ends a load that found nothing out, and remembers that for a while; not if only the time of its caller ran out. */
    void fail(K key, Flight<V> flight, Throwable cause) {
        boolean late = cause instanceof ChatException thrown && thrown.code() == ErrorCode.DEADLINE_EXCEEDED;
        Slot.Failed failed =
                late || backoffNanos == 0 ? null : new Slot.Failed(nanoTime.getAsLong() + backoffNanos, cause);
        Slot left = slots.computeIfPresent(key, (same, slot) -> slot == flight ? failed : slot);
        if (failed != null && left == failed) {
            failures.add(new Failure<>(key, failed));
            failureCount.incrementAndGet();
            forgetFailures();
        }
    }

    /** They are in the order of their times, for all are remembered equally long. */
    private void forgetFailures() {
        long now = nanoTime.getAsLong();
        for (Failure<K> oldest = failures.peek(); oldest != null; oldest = failures.peek()) {
            if (failureCount.get() <= MOST_FAILURES && !oldest.slot().over(now)) {
                return;
            }
            if (failures.remove(oldest)) {
                failureCount.decrementAndGet();
                slots.remove(oldest.key(), oldest.slot());
            }
        }
    }

    /** Gives a load up that was never begun. */
    void drop(K key, Flight<V> flight) {
        slots.remove(key, flight);
    }

    /** Parts whatever load there is from its key. A failure stays remembered: it says nothing of the value. */
    void evict(K key, Runnable remove) {
        slots.compute(key, (same, slot) -> {
            remove.run();
            return slot instanceof Slot.Failed ? slot : null;
        });
    }
}
