package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one node took of an allowance, to decide by itself for a while. Thread-safe. */
final class Slice {

    /** So many decisions are made for a slice: the rest tell what the last one told. */
    private static final int TELLINGS = 8;

    private final Gauge gauge;
    private final LongSupplier nanoTime;
    private final long end;
    private final long since;
    private final long elsewhere;
    private final Duration reset;
    private final long step;
    private final AtomicLong left;
    private volatile RateDecision.Allowed told;

    /**
     * A slice that was granted.
     *
     * @param gauge of which limit
     * @param nanoTime the time by which it ends
     * @param end when it does
     * @param granted what the script answered
     * @param place of which key in the answer
     * @param used how much of it is used already
     */
    Slice(Gauge gauge, LongSupplier nanoTime, long end, Answer.Granted granted, int place, long used) {
        this.gauge = gauge;
        this.nanoTime = nanoTime;
        this.end = end;
        this.since = granted.at(place);
        this.elsewhere = granted.remaining(place);
        this.reset = granted.reset(place);
        long rest = granted.taken(place) - used;
        this.step = rest / TELLINGS;
        this.left = new AtomicLong(rest);
        this.told = telling(rest);
    }

    /**
     * Takes from the slice. That it has not ended is looked at after that: what was taken too late is lost.
     *
     * @return what to answer, or null if there is not enough in it, if it has ended, or if it is of another limit
     */
    RateDecision.@Nullable Allowed take(RateLimit limit, long cost) {
        if (!limit.equals(gauge.limit())) {
            return null;
        }
        long before = left.get();
        while (before >= cost && !left.compareAndSet(before, before - cost)) {
            before = left.get();
        }
        return before < cost || nanoTime.getAsLong() - end >= 0 ? null : tell(before - cost);
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

    private RateDecision.Allowed tell(long rest) {
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
