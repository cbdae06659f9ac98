package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one node knows of one key: its slice, until when it is refused, and how fast it is used. Thread-safe. */
final class Slot {

    /** A slice is to last for this part of its life. */
    private static final long PART_OF_LIFE = 2;

    /** So much of the life is not used: clocks may run apart by as much. */
    private static final long DRIFT = 100;

    private static final int MORE = 1_000;

    private final long order;
    private final LongSupplier nanoTime;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Slice slice;
    private volatile @Nullable Refusal refusal;
    private volatile int failures;

    // Of who has the turn.
    private long asked;
    private long wished;
    private long granted;
    private long returning;

    Slot(long order, LongSupplier nanoTime) {
        this.order = order;
        this.nanoTime = nanoTime;
    }

    /** {@return its place in the order in which turns are taken} */
    long order() {
        return order;
    }

    /** Held by the one thread that asks Redis for this key. */
    ReentrantLock turn() {
        return turn;
    }

    /** {@return how often Redis did not answer} */
    int failures() {
        return failures;
    }

    @Nullable
    Slice slice() {
        return slice;
    }

    /** {@return the answer to a call that Redis would refuse, or null if it has to be asked} */
    RateDecision.@Nullable Denied refused(RateLimit limit, long cost) {
        Refusal known = refusal;
        return known == null || !known.limit().equals(limit) || cost < known.cost()
                ? null
                : known.tell(nanoTime.getAsLong());
    }

    /**
     * Begins to ask Redis; needs the turn. What is left of the slice goes back with it.
     *
     * @return what to ask for
     */
    Ask ask(String name, Gauge gauge, long cost, long most, long now) {
        Slice old = slice;
        long rest = old == null ? 0 : old.drain();
        long used = granted - rest;
        double forLife = (double) used * gauge.life() / PART_OF_LIFE / Math.max(1, now - asked);
        wished = Math.max(cost, Math.min(Math.min(most, 2 * wished), (long) forLife));
        asked = now;
        boolean same = old != null && old.gauge().equals(gauge);
        returning = same ? rest : 0;
        return new Ask(name, gauge, cost, wished, returning, old == null ? 0 : old.since());
    }

    /** {@return the slice that Redis granted; needs the turn} */
    Slice granted(Gauge gauge, Answer.Granted answer, int place, long cost) {
        granted = answer.taken(place);
        refusal = null;
        long life = gauge.life() - gauge.life() / DRIFT;
        Slice next = new Slice(gauge, nanoTime, asked + life, answer, place, cost);
        slice = next;
        return next;
    }

    /** Redis granted nothing, so what was to go back did not; needs the turn. */
    void notGranted() {
        Slice old = slice;
        granted = returning;
        if (old != null) {
            old.putBack(returning);
        }
    }

    /**
     * Redis refused this key; needs the turn. A key in demand waits a thousandth of the window longer, so that there is more than
     * one to have again.
     *
     * @return how long to wait
     */
    Duration refused(Gauge gauge, long cost, Duration atLeast) {
        Duration wait = wished > cost ? atLeast.plus(gauge.limit().window().dividedBy(MORE)) : atLeast;
        long until = asked + Math.min(wait.toNanos(), gauge.life());
        refusal = new Refusal(gauge.limit(), cost, asked + wait.toNanos(), until, asked, wait);
        return wait;
    }

    /** What Redis granted went back, and so did what was left before; needs the turn. */
    void undone() {
        granted = 0;
    }

    /** Redis did not answer: what went back or came counts as spent; needs the turn. */
    void failed() {
        granted = 0;
        // Only who has the turn writes.
        int count = failures + 1;
        failures = count;
    }

    /** Forgets the slice and the refusal. */
    void clear() {
        slice = null;
        refusal = null;
    }

    /** Forgets the refusal: something was given back. */
    void reconsider() {
        refusal = null;
    }
}
