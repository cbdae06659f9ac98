package dev.parley.core.ratelimit;

import dev.parley.core.time.Deadline;
import java.util.List;

/** Lets everything through. */
record Unlimited(RateDecision allowed) implements RateLimiter {

    @Override
    public RateDecision acquire(LimitKey key, RateLimit limit, long cost, Deadline deadline) {
        return allowed;
    }

    @Override
    public RateDecision acquireAll(List<RateCharge> charges, Deadline deadline) {
        return allowed;
    }

    @Override
    public boolean settle(RateCharge charge, RateDecision.Allowed decision, long actual, Deadline deadline) {
        return true;
    }

    @Override
    public boolean reset(LimitKey key, Deadline deadline) {
        return true;
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
