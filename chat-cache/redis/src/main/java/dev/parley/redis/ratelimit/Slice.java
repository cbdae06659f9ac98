package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What one node took of an allowance, to decide by itself for a while. Thread-safe. */
final class Slice {

    /** Nothing was taken. */
    static final long NONE = -1;

    /** So many decisions are made for a slice: the rest tell what the last one told. */
    private static final int TELLINGS = 4;

    private final Gauge gauge;
    private final LongSupplier nanoTime;
    private final long end;
    private final long since;
    private final long elsewhere;
    private final Duration reset;
    private final long step;
    private final long half;
    private final AtomicLong left;
    private volatile RateDecision.Allowed told;

    /** Of who has the turn of the slot. */
    private long lent;

    /**
     * A slice that was granted.
     *
     * @param gauge of which limit
     * @param nanoTime the time by which it ends
     * @param end when it does
     * @param granted what the script answered
     * @param place of which key in the answer
     * @param used how much of it is used already
     * @param whole how much a slice holds at most
     */
    Slice(Gauge gauge, LongSupplier nanoTime, long end, Answer.Granted granted, int place, long used, long whole) {
        this.gauge = gauge;
        this.nanoTime = nanoTime;
        this.end = end;
        this.since = granted.at(place);
        this.elsewhere = granted.remaining(place);
        this.reset = granted.reset(place);
        long rest = granted.taken(place) - used;
        this.step = rest / TELLINGS;
        this.half = granted.taken(place) < whole ? NONE : rest / 2;
        this.left = new AtomicLong(rest);
        this.told = telling(rest);
    }

    /**
     * Takes from the slice. That it has not ended is looked at after that: what was taken too late is lost.
     *
     * @return how much is left, or {@link #NONE} if there is not enough in it, if it has ended, or if it is of another limit
     */
    long take(RateLimit limit, long cost) {
        if (!limit.equals(gauge.limit())) {
            return NONE;
        }
        long before = left.get();
        while (before >= cost && !left.compareAndSet(before, before - cost)) {
            before = left.get();
        }
        return before < cost || ended() ? NONE : before - cost;
    }

    /** {@return whether the call that left so much was the one with which a half is used; never if it was not a whole slice} */
    boolean halved(long rest, long cost) {
        return rest <= half && rest + cost > half;
    }

    /** {@return whether more than half of a whole slice is left} */
    boolean fresh() {
        return half != NONE && left.get() > half;
    }

    boolean ended() {
        return nanoTime.getAsLong() - end >= 0;
    }

    /** {@return all that was left, to be handed back to Redis; needs the turn} */
    long lend() {
        lent = drain();
        return lent;
    }

    /** Redis did not take it; needs the turn. */
    void unlend() {
        left.addAndGet(lent);
        lent = 0;
    }

    /** Puts back what was taken for a call that is refused after all. */
    void putBack(long cost) {
        left.addAndGet(cost);
    }

    /** {@return all that was left, which nobody can take any more} */
    long drain() {
        return left.getAndSet(0);
    }

    /** {@return what a call is told that took the slice itself} */
    RateDecision.Allowed told() {
        return told;
    }

    Gauge gauge() {
        return gauge;
    }

    /** {@return when it was granted, by the time of the script} */
    long since() {
        return since;
    }

    long left() {
        return left.get();
    }

    /** {@return what to answer to the call that left so much} */
    RateDecision.Allowed tell(long rest) {
        RateDecision.Allowed last = told;
        if (Math.abs(last.remaining() - elsewhere - rest) <= step) {
            return last;
        }
        RateDecision.Allowed next = telling(rest);
        told = next;
        return next;
    }

    private RateDecision.Allowed telling(long rest) {
        return new RateDecision.Allowed(elsewhere + rest, reset, false);
    }
}
