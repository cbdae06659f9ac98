package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;

/** Decides without Redis, by the declared policy. Thread-safe. */
final class WhileAway {

    /** After this Redis may be back. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final AwayPolicy policy;
    private final RateLimiter local;

    /** A policy, and the limiter of this node, which only a share uses. */
    WhileAway(AwayPolicy policy, RateLimiter local) {
        this.policy = policy;
        this.local = local;
    }

    /** Who was interrupted is refused, whatever the policy: it was told to end, and Redis may well have been there. */
    RateDecision decide(List<RateCharge> charges, Deadline deadline) {
        if (Thread.currentThread().isInterrupted()) {
            return new RateDecision.Denied(0, AGAIN, true);
        }
        if (policy instanceof AwayPolicy.Allow) {
            return new RateDecision.Allowed(Long.MAX_VALUE, Duration.ZERO, true);
        }
        if (policy instanceof AwayPolicy.LocalShare share) {
            return degraded(local.acquireAll(
                    charges.stream().map(charge -> part(share, charge)).toList(), deadline));
        }
        return new RateDecision.Denied(0, AGAIN, true);
    }

    /** {@return whether it was corrected where it was taken} */
    boolean settle(RateCharge charge, RateDecision.Allowed allowed, long actual, Deadline deadline) {
        return policy instanceof AwayPolicy.LocalShare share
                && local.settle(part(share, charge), asIfHere(allowed), actual, deadline);
    }

    void close() {
        local.close();
    }

    void reset(LimitKey key, Deadline deadline) {
        boolean unused = local.reset(key, deadline);
    }

    private static RateCharge part(AwayPolicy.LocalShare share, RateCharge charge) {
        return new RateCharge(charge.key(), share.part(charge.limit()), charge.cost());
    }

    private static RateDecision.Allowed asIfHere(RateDecision.Allowed allowed) {
        return new RateDecision.Allowed(allowed.remaining(), allowed.reset(), false);
    }

    private static RateDecision degraded(RateDecision decision) {
        if (decision instanceof RateDecision.Allowed allowed) {
            return new RateDecision.Allowed(allowed.remaining(), allowed.reset(), true);
        }
        RateDecision.Denied denied = (RateDecision.Denied) decision;
        // More than the part is not more than there can ever be.
        boolean never = denied.retryAfter().equals(RateDecision.NEVER);
        return new RateDecision.Denied(denied.charge(), never ? AGAIN : denied.retryAfter(), true);
    }
}
