package dev.parley.core.retention;

import java.time.Duration;

/**
 * How fast old entries are removed: a slow trickle beside the calls of users, {@code batch} entries in one transaction and
 * then a pause. Immutable.
 *
 * @param every how much time lies between two rounds through all conversations; 1 second to 7 days
 * @param batch how many entries one transaction removes at most; 1 to 10,000
 * @param pause how much time lies between two transactions; 0 to 1 minute
 */
public record TrimmingPace(Duration every, int batch, Duration pause) {

    /** Every hour, 500 entries a transaction, 50 milliseconds of pause: at most 10,000 entries a second. */
    public static final TrimmingPace DEFAULT = new TrimmingPace(Duration.ofHours(1), 500, Duration.ofMillis(50));

    private static final int LARGEST_BATCH = 10_000;

    /**
     * Checks the bounds.
     *
     * @param every as in the record
     * @param batch as in the record
     * @param pause as in the record
     * @throws IllegalArgumentException if one is broken
     */
    public TrimmingPace {
        if (every.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("every must be 1 second to 7 days");
        }
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw new IllegalArgumentException("batch must be 1 to " + LARGEST_BATCH);
        }
        if (pause.isNegative() || pause.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("pause must be 0 seconds to 1 minute");
        }
    }
}
