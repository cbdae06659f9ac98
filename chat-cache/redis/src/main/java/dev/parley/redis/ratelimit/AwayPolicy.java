package dev.parley.redis.ratelimit;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.ratelimit.RateLimit;
import java.time.Duration;

/**
 * What a limiter does while Redis is away: declared once, and said in each decision ({@code degraded}). Immutable. There is no
 * memory of what was let through meanwhile: when Redis is back, its buckets are what they would be without it.
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
     * Each node lets its part through, on a bucket of its own: of the capacity at least 1, and of what comes back. All of
     * them together let no more through than one allowance, as long as there are no more nodes than were declared, and apart
     * from that 1.
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

        /** The same in a window that is so many times longer; if that is too long, less in the same window. */
        RateLimit part(RateLimit whole) {
            long capacity = Math.max(1, whole.capacity() / nodes);
            Duration longer = whole.window().multipliedBy(nodes);
            if (longer.compareTo(LONGEST_WINDOW) <= 0) {
                return new RateLimit(capacity, whole.refill(), longer);
            }
            long refill = (whole.refill() + nodes - 1) / nodes;
            return new RateLimit(capacity, refill, whole.window());
        }
    }
}
