package dev.parley.examples.server.api;

import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.time.Deadline;
import java.util.List;
import java.util.Optional;

/**
 * Remembers what was last decided in each thread. The engine asks in the thread of its caller, and tells the caller of
 * refusals alone; answers tell what is left as well. Thread-safe.
 */
final class RememberingLimiter implements RateLimiter {

    private final RateLimiter limiter;
    private final ThreadLocal<Optional<RateDecision>> last = ThreadLocal.withInitial(Optional::empty);

    RememberingLimiter(RateLimiter limiter) {
        this.limiter = limiter;
    }

    Optional<RateDecision> last() {
        return last.get();
    }

    void forget() {
        last.remove();
    }

    private RateDecision remember(RateDecision decision) {
        last.set(Optional.of(decision));
        return decision;
    }

    @Override
    public RateDecision acquire(LimitKey key, RateLimit limit, long cost, Deadline deadline) {
        return remember(limiter.acquire(key, limit, cost, deadline));
    }

    @Override
    public RateDecision acquireAll(List<RateCharge> charges, Deadline deadline) {
        return remember(limiter.acquireAll(charges, deadline));
    }

    @Override
    public boolean settle(RateCharge charge, RateDecision.Allowed allowed, long actual, Deadline deadline) {
        return limiter.settle(charge, allowed, actual, deadline);
    }

    @Override
    public boolean reset(LimitKey key, Deadline deadline) {
        return limiter.reset(key, deadline);
    }

    @Override
    public void close() {
        limiter.close();
    }
}
