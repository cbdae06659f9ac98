package dev.parley.core.ratelimit;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A limit in the terms of {@link Bucket}: what it costs in time. An interval is rounded up to whole nanoseconds, so that no rate is
 * exceeded; it is 1,000 ns or more, so that no rate is missed by more than 0.1 %. Thread-safe.
 */
final class Allowance {

    private static final int FORGOTTEN = Integer.MIN_VALUE;

    final RateLimit limit;

    /** How long one takes to come back, in nanoseconds. */
    final long interval;

    /** How long all of it takes to come back, in nanoseconds. */
    final long span;

    final Answers answers;

    /** The bucket of all keys for which there is no room; none if these are denied. */
    final @Nullable Bucket shared;

    /** How many places of the table are of this limit. */
    private final AtomicInteger places = new AtomicInteger();

    Allowance(RateLimit limit, boolean kept) {
        this.limit = limit;
        long window = limit.window().toNanos();
        this.interval = (window - 1) / limit.refill() + 1;
        this.span = limit.capacity() * interval;
        this.answers = new Answers(limit, interval, kept);
        this.shared = kept ? new Bucket(this) : null;
    }

    /** {@return whether there may be a place of this limit; false if it was forgotten} To be followed by {@link #leave}. */
    boolean enter() {
        int count = places.get();
        while (count != FORGOTTEN && !places.compareAndSet(count, count + 1)) {
            count = places.get();
        }
        return count != FORGOTTEN;
    }

    void leave() {
        places.decrementAndGet();
    }

    /** {@return whether nothing is known by this that another could not know} Then nobody enters any more. */
    boolean forget(long now) {
        if (sharedUntil() > now || !places.compareAndSet(0, FORGOTTEN)) {
            return false;
        }
        if (shared == null || shared.sealIfWhole(now)) {
            return true;
        }
        places.set(0);
        return false;
    }

    boolean isOf(RateLimit other) {
        return limit.equals(other);
    }

    long sharedUntil() {
        return shared == null ? 0 : shared.wholeAt();
    }

    /** {@return what so much costs in time, or 73 years if that is less} */
    long priceOf(long units) {
        return units > (1L << 60) / interval ? 1L << 60 : units * interval;
    }

    /** {@return the time in which the other limit brings back as much as this one in the given time, up to its whole} */
    long convert(long debt, Allowance other) {
        BigInteger there = BigInteger.valueOf(debt)
                .multiply(BigInteger.valueOf(other.interval))
                .add(BigInteger.valueOf(interval - 1))
                .divide(BigInteger.valueOf(interval));
        return there.min(BigInteger.valueOf(other.span)).longValueExact();
    }
}
