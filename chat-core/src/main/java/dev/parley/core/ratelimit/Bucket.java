package dev.parley.core.ratelimit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What was taken from one allowance, as the time at which it is whole again: the generic cell rate algorithm, virtual
 * scheduling, of ITU-T I.371 and ATM Forum Traffic Management 4.0, in a single number. A taker moves it on by its
 * price with one compare-and-swap.
 *
 * <p>The number has two special forms. {@code UNTOUCHED} is that of a bucket from which nothing was taken yet. A
 * sealed one, with the highest bit below the sign set, never changes again: whoever finds it takes the bucket's place in the
 * table with one that holds the same, or, if it is whole, with none. Thread-safe, lock-free.
 */
class Bucket {

    /** No price: the bucket is sealed. */
    static final long GONE = Long.MIN_VALUE;

    static final long UNTOUCHED = 0;
    private static final long SEAL = 1L << 62;

    /** 73 years of debt are as good as any more. */
    private static final long MOST_DEBT = 1L << 60;

    private static final int FEWEST_TURNS = 16;
    private static final int MOST_DOUBLINGS = 4;

    private static final VarHandle WHOLE_AT;

    static {
        try {
            WHOLE_AT = MethodHandles.lookup().findVarHandle(Bucket.class, "wholeAt", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Allowance allowance;
    private volatile long wholeAt;

    /** An untouched one. */
    Bucket(Allowance allowance) {
        this(allowance, UNTOUCHED);
    }

    Bucket(Allowance allowance, long wholeAt) {
        this.allowance = allowance;
        this.wholeAt = wholeAt;
    }

    /**
     * Takes a price, no more than the span, and tells what follows: 0 or more is the time until the allowance is whole
     * again, less than 0 is the wait, negated, of one that was denied.
     */
    final long take(long price, TickClock clock) {
        int lost = 0;
        while (true) {
            long seen = wholeAt;
            if ((seen & SEAL) != 0) {
                return GONE;
            }
            long span = allowance.span;
            long coarse = clock.coarse();
            long spare = span - price - (seen - coarse);
            long from;
            long now;
            if (seen - coarse > clock.slack() && spare >= 0) {
                // Not whole, whatever the exact time is, and there is enough even by the coarse one.
                from = seen;
                now = coarse;
            } else if (seen != UNTOUCHED && spare < -clock.slack()) {
                // Too little, whatever the exact time is.
                return spare;
            } else {
                now = clock.exact();
                from = base(seen, now);
                if (from + price - now > span) {
                    return span - (from + price - now);
                }
            }
            if (WHOLE_AT.compareAndSet(this, seen, from + price)) {
                return from + price - now;
            }
            pauseAfter(++lost);
        }
    }

    /**
     * Waits some microseconds, longer with each race that was lost, so that winners go on in their own cache: two cores that
     * try again at once move its line to and fro for each call, and together do a third of what one of them can. Who waits holds
     * nothing, so this has no part in what is let through.
     */
    private static void pauseAfter(int races) {
        int turns = FEWEST_TURNS << Math.min(races, MOST_DOUBLINGS);
        for (int i = 0; i < turns; i++) {
            Thread.onSpinWait();
        }
    }

    /** What {@link #take} would tell. */
    final long peek(long price, TickClock clock) {
        long seen = wholeAt & ~SEAL;
        long now = clock.exact();
        long debt = base(seen, now) + price - now;
        return debt <= allowance.span ? debt : allowance.span - debt;
    }

    /** Who comes to the table anew may have taken from the shared bucket before. */
    private long base(long seen, long now) {
        return Math.max(now, seen == UNTOUCHED ? allowance.sharedUntil() : seen);
    }

    /** {@return whether the price was given back; false if the bucket is sealed} */
    final boolean giveBack(long price, TickClock clock) {
        while (true) {
            long seen = wholeAt;
            if ((seen & SEAL) != 0) {
                return false;
            }
            long now = clock.exact();
            if (seen <= now || WHOLE_AT.compareAndSet(this, seen, Math.max(now, seen - price))) {
                return true;
            }
        }
    }

    /** {@return whether the price was taken, even if it is not there; false if the bucket is sealed} What is shared owes nothing. */
    final boolean force(long price, TickClock clock) {
        long most = this == allowance.shared ? allowance.span : MOST_DEBT;
        while (true) {
            long seen = wholeAt;
            if ((seen & SEAL) != 0) {
                return false;
            }
            long now = clock.exact();
            long debt = Math.min(most, base(seen, now) - now + price);
            if (WHOLE_AT.compareAndSet(this, seen, now + debt)) {
                return true;
            }
        }
    }

    /** {@return whether the allowance was made whole; false if the bucket is sealed} */
    final boolean fill(TickClock clock) {
        while (true) {
            long seen = wholeAt;
            if ((seen & SEAL) != 0) {
                return false;
            }
            if (WHOLE_AT.compareAndSet(this, seen, clock.exact())) {
                return true;
            }
        }
    }

    /** {@return whether the bucket is whole and sealed now} */
    final boolean sealIfWhole(long now) {
        long seen = wholeAt;
        if ((seen & SEAL) != 0) {
            return (seen & ~SEAL) <= now;
        }
        return seen <= now && WHOLE_AT.compareAndSet(this, seen, seen | SEAL);
    }

    /** Seals the bucket. Tells the number of one of another limit that holds the same: as much was taken, up to its whole. */
    final long sealInto(Allowance other, TickClock clock) {
        long last = (long) WHOLE_AT.getAndBitwiseOr(this, SEAL) & ~SEAL;
        if (last == UNTOUCHED) {
            return UNTOUCHED;
        }
        long now = clock.exact();
        return now + allowance.convert(Math.max(0, last - now), other);
    }

    /** {@return when it is whole} */
    final long wholeAt() {
        return wholeAt & ~SEAL;
    }
}
