package dev.parley.core.store;

import java.time.Duration;

/**
 * How long entries are kept. Immutable.
 *
 * <p>The age has a lower bound because the record of an idempotency key goes with its message: within it, a message that is
 * sent again is known again.
 *
 * @param keepFor how old entries get, {@link #SHORTEST} to {@link #LONGEST}
 * @param keepAtLeast how many of the newest entries of a conversation stay, however old they are; 0 or more
 */
public record HistoryRule(Duration keepFor, int keepAtLeast) {

    /** For so long at least a message that is sent again with its key is a duplicate: one day. */
    public static final Duration SHORTEST = Duration.ofDays(1);

    /** A hundred years. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Checks the bounds.
     *
     * @param keepFor as in the record
     * @param keepAtLeast as in the record
     * @throws IllegalArgumentException if one is broken
     */
    public HistoryRule {
        if (keepFor.compareTo(SHORTEST) < 0 || keepFor.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("keepFor must be 1 to 36500 days");
        }
        if (keepAtLeast < 0) {
            throw new IllegalArgumentException("keepAtLeast must not be negative");
        }
    }

    /**
     * A rule by age alone.
     *
     * @param age how old entries get, as in the record
     * @return the rule
     */
    public static HistoryRule keepFor(Duration age) {
        return new HistoryRule(age, 0);
    }
}
