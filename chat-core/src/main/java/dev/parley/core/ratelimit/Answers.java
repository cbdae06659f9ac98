package dev.parley.core.ratelimit;

import dev.parley.core.ratelimit.RateDecision.Allowed;
import dev.parley.core.ratelimit.RateDecision.Denied;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about one limit, kept so that a call need not make one. A place holds the last decision that
 * fell on it; decisions are immutable, so threads may race for a place. Thread-safe.
 */
final class Answers {

    private static final int MOST_PLACES = 4_096;
    private static final int EXACT_BITS = 13;
    private static final int QUANTA_A_WINDOW = 1_000;
    private static final Denied NEVER = new Denied(0, RateDecision.NEVER, false);

    private final long capacity;
    private final long interval;
    private final long quantum;
    private final @Nullable Allowed[] allowed;
    private final @Nullable Denied[] denied;

    /** With room for some decisions, or for none. */
    Answers(RateLimit limit, long interval, boolean keeping) {
        this.capacity = limit.capacity();
        this.interval = interval;
        this.quantum = Math.max(1, limit.window().toNanos() / QUANTA_A_WINDOW);
        int places = keeping ? Integer.highestOneBit((int) Math.min(capacity, MOST_PLACES - 1)) * 2 : 1;
        this.allowed = new @Nullable Allowed[places];
        this.denied = new @Nullable Denied[keeping ? QUANTA_A_WINDOW + 24 : 1];
    }

    /** {@return the answer when so much time is missing until the allowance is whole} */
    Allowed allowed(long debt) {
        long left = Math.max(0, capacity - 1 - (debt - 1) / interval);
        if (debt <= 0) {
            left = capacity;
        }
        int bits = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(left) - EXACT_BITS);
        long significant = left >>> bits;
        long remaining = significant << bits;
        int place = (int) significant & (allowed.length - 1);
        Allowed kept = allowed[place];
        if (kept != null && kept.remaining() == remaining) {
            return kept;
        }
        Allowed made = new Allowed(remaining, Duration.ofNanos((capacity - remaining) * interval), false);
        allowed[place] = made;
        return made;
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
