package dev.parley.core.ratelimit;

import java.time.Duration;

/** What a {@link RateLimiter} decided. */
public sealed interface RateDecision {

    /** {@return whether the limiter could not ask its store and decided by its declared policy} */
    boolean degraded();

    /**
     * The call may go on.
     *
     * @param remaining how much is left of the allowance; {@link Long#MAX_VALUE} when there is no limit
     * @param degraded as {@link RateDecision#degraded()}
     */
    record Allowed(long remaining, boolean degraded) implements RateDecision {}

    /**
     * The call is refused.
     *
     * @param retryAfter how long until it would be allowed
     * @param degraded as {@link RateDecision#degraded()}
     */
    record Denied(Duration retryAfter, boolean degraded) implements RateDecision {}
}
