package dev.parley.redis.ratelimit;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.ratelimit.RateLimit;
import java.math.BigInteger;
import java.time.Duration;

/**
 * What a limiter does while Redis is away: declared once, and said in each decision ({@code degraded}). Immutable. There is no
 * memory of what was let through meanwhile: when Redis is back, its buckets are what they would be without it.
 *
 * <p>A thread that is interrupted before Redis answered is refused, whatever the policy.
 */
public sealed interface AwayPolicy {

    /** {@return nothing is let through} */
    static AwayPolicy deny() {
        return new Deny();
    }

    /** {@return everything is let through} */
    static AwayPolicy allow() {
        return new Allow();
    }

    /**
     * Each node lets its part through, on a bucket of its own: of the capacity at least 1, and of what comes back at least 1 in
     * 31 days. All of them together let no more through than one allowance, as long as there are no more nodes than were
     * declared, and apart from that 1. What costs more than the part is denied for a second, as Redis may be back then.
     *
     * @param nodes on how many nodes at most the limiter runs, 1 to 1,000
     * @return the policy
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    static AwayPolicy localShare(int nodes) {
        return new LocalShare(nodes);
    }

    /** Nothing is let through. */
    record Deny() implements AwayPolicy {}

    /** Everything is let through. */
    record Allow() implements AwayPolicy {}

    /**
     * Each node lets its part through.
     *
     * @param nodes on how many nodes at most the limiter runs, 1 to 1,000
     */
    record LocalShare(int nodes) implements AwayPolicy {

        private static final int MOST_NODES = 1_000;
        private static final Duration LONGEST_WINDOW = Duration.ofDays(31);

        /** Within which all of it has come back: less than a limit may take, so that rounding makes it no fault. */
        private static final double YEAR = Duration.ofDays(365).toNanos();

        /**
         * Checks the bound.
         *
         * @param nodes as in the record
         * @throws ChatException {@link ErrorCode#CONFIGURATION}
         */
        public LocalShare {
            if (nodes < 1 || nodes > MOST_NODES) {
                throw ChatException.fault(
                        ErrorCode.CONFIGURATION, "nodes is " + nodes + " and must be 1 to " + MOST_NODES, null);
            }
        }

        /** The same in a window that is so many times longer; if that is too long, less in the longest, rounded down. */
        RateLimit part(RateLimit whole) {
            Duration longer = whole.window().multipliedBy(nodes);
            boolean fits = longer.compareTo(LONGEST_WINDOW) <= 0;
            long refill = fits ? whole.refill() : Math.max(1, inLongest(whole.refill(), longer));
            Duration window = fits ? longer : LONGEST_WINDOW;
            long inAYear = (long) (refill * (YEAR / window.toNanos()));
            return new RateLimit(Math.max(1, Math.min(whole.capacity() / nodes, inAYear)), refill, window);
        }

        private static long inLongest(long refill, Duration window) {
            return BigInteger.valueOf(refill)
                    .multiply(BigInteger.valueOf(LONGEST_WINDOW.toNanos()))
                    .divide(BigInteger.valueOf(window.toNanos()))
                    .longValueExact();
        }
    }
}
