package dev.parley.core.ratelimit;

import java.time.Duration;

/** What a {@link RateLimiter} decided. */
public sealed interface RateDecision {

    /** The wait of a call that costs more than the capacity: it will never be let through. */
    Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** {@return whether the limiter could not ask its store and decided by its declared policy} */
    boolean degraded();

    /**
     * The call may go on.
     *
     * @param remaining how much is left of the allowance, the smallest where several were charged;
     *     {@link Long#MAX_VALUE} when there is no limit
     * @param reset how long at most until that allowance is whole again, if nobody takes from it
     * @param degraded as {@link RateDecision#degraded()}
     */
    record Allowed(long remaining, Duration reset, boolean degraded) implements RateDecision {}

    /**
     * The call is refused; nothing was taken.
     *
     * @param charge which of the charges has the longest wait, counted from 0
     * @param retryAfter how long until it would be let through, if nobody takes from the allowance; {@link #NEVER} if it costs
     *     more than the capacity
     * @param degraded as {@link RateDecision#degraded()}
     */
    record Denied(int charge, Duration retryAfter, boolean degraded) implements RateDecision {}
}
