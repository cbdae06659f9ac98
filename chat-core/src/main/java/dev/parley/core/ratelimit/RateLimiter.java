package dev.parley.core.ratelimit;

import dev.parley.core.time.Deadline;

/**
 * Bounds how often something may happen. Thread-safe.
 *
 * <ul>
 *   <li>A refusal is a value, and says when to come again.
 *   <li>A limiter whose store is away decides by its declared policy, says so by {@code degraded}, and never throws
 *       into the caller.
 * </ul>
 */
public interface RateLimiter {

    /**
     * Takes from the allowance of a key.
     *
     * @param key whose allowance
     * @param cost how much, 1 or more
     * @param deadline by when to answer
     * @return the decision
     */
    RateDecision acquire(LimitKey key, int cost, Deadline deadline);

    /** {@return the default: no limit} */
    static RateLimiter unlimited() {
        RateDecision allowed = new RateDecision.Allowed(Long.MAX_VALUE, false);
        return (key, cost, deadline) -> allowed;
    }
}
