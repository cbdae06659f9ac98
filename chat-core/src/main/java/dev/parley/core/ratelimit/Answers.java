package dev.parley.core.ratelimit;

import dev.parley.core.ratelimit.RateDecision.Allowed;
import dev.parley.core.ratelimit.RateDecision.Denied;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about one limit, kept so that a call need not make one: what is left is told in 4,096 steps, for each of
 * which there is a decision; within the last step, more finely, the latest ones are kept. Decisions are immutable, so
 * threads may race for a place. Thread-safe.
 */
final class Answers {

    private static final int MOST_STEPS = 4_096;
    private static final int LAST_PLACES = 1_024;
    private static final int EXACT_BITS = 13;
    private static final int QUANTA_A_WINDOW = 1_000;
    private static final Denied NEVER = new Denied(0, RateDecision.NEVER, false);

    private final long capacity;
    private final long interval;
    private final long span;

    /** How much is a step, in units and in time. */
    private final long step;

    private final long stepTime;
    private final long quantum;
    private final @Nullable Allowed[] allowed;
    private final @Nullable Allowed[] last;
    private final @Nullable Denied[] denied;

    /** With room for some decisions, or for none. */
    Answers(RateLimit limit, long interval, boolean keeping) {
        this.capacity = limit.capacity();
        this.interval = interval;
        this.span = capacity * interval;
        this.step = (capacity - 1) / MOST_STEPS + 1;
        this.stepTime = step * interval;
        this.quantum = Math.max(1, limit.window().toNanos() / QUANTA_A_WINDOW);
        this.allowed = new @Nullable Allowed[keeping ? (int) (capacity / step) + 1 : 0];
        this.last = new @Nullable Allowed[keeping && step > 1 ? LAST_PLACES : 1];
        this.denied = new @Nullable Denied[keeping ? QUANTA_A_WINDOW + 24 : 1];
    }

    /** {@return the answer when so much time is missing until the allowance is whole} */
    Allowed allowed(long debt) {
        long there = Math.max(0, span - Math.max(0, debt));
        int steps = (int) (there / stepTime);
        if (steps == 0 && step > 1) {
            return nearlySpent(there / interval);
        }
        if (steps >= allowed.length) {
            return left(steps * step);
        }
        Allowed kept = allowed[steps];
        if (kept == null) {
            kept = left(steps * step);
            allowed[steps] = kept;
        }
        return kept;
    }

    private Allowed nearlySpent(long left) {
        int bits = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(left) - EXACT_BITS);
        long significant = left >>> bits;
        long remaining = significant << bits;
        int place = (int) significant & (last.length - 1);
        Allowed kept = last[place];
        if (kept == null || kept.remaining() != remaining) {
            kept = left(remaining);
            last[place] = kept;
        }
        return kept;
    }

    private Allowed left(long remaining) {
        return new Allowed(remaining, Duration.ofNanos((capacity - remaining) * interval), false);
    }

    /** {@return the answer when so much time is missing until the call fits} */
    Denied denied(long wait) {
        long quanta = (wait - 1) / quantum + 1;
        Duration retryAfter;
        int place = (int) (quanta % denied.length);
        Denied kept = denied[place];
        long nanos = quanta * quantum;
        if (kept != null) {
            retryAfter = kept.retryAfter();
            if (retryAfter.getSeconds() == nanos / 1_000_000_000 && retryAfter.getNano() == nanos % 1_000_000_000) {
                return kept;
            }
        }
        Denied made = new Denied(0, Duration.ofNanos(nanos), false);
        denied[place] = made;
        return made;
    }

    static Denied never(int charge) {
        return charge == 0 ? NEVER : new Denied(charge, RateDecision.NEVER, false);
    }
}
