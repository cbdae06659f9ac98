package dev.parley.core.ratelimit;

/**
 * What a call is charged: so much of one allowance. Immutable.
 *
 * @param key whose allowance
 * @param limit how large it is
 * @param cost how much is taken, 1 or more
 */
public record RateCharge(LimitKey key, RateLimit limit, long cost) {

    /**
     * Checks the cost.
     *
     * @param key as in the record
     * @param limit as in the record
     * @param cost as in the record
     * @throws IllegalArgumentException if the cost is less than 1
     */
    public RateCharge {
        if (cost < 1) {
            throw new IllegalArgumentException("cost must be 1 or more");
        }
    }
}
