package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateDecision.Allowed;
import dev.parley.core.ratelimit.RateDecision.Denied;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.List;

/** A limiter with a clock and a tenant of its own. Thread-safe. */
final class LimiterFixture implements AutoCloseable {

    /** Ten at once, and one each second. */
    static final RateLimit TEN = RateLimit.of(10, Duration.ofSeconds(10));

    final TenantId tenant = Fresh.tenant();
    final ManualClock clock = Fresh.clock();
    final RateLimiter limiter;

    LimiterFixture(RateLimiterFactory factory) {
        this.limiter = factory.createLimiter(clock);
    }

    LimitKey key(String subject) {
        return new LimitKey(tenant, "test", subject);
    }

    RateDecision acquire(LimitKey key, RateLimit limit, long cost) {
        return limiter.acquire(key, limit, cost, Fresh.deadline());
    }

    RateDecision acquireAll(RateCharge... charges) {
        return limiter.acquireAll(List.of(charges), Fresh.deadline());
    }

    RateCharge charge(String subject, RateLimit limit, long cost) {
        return new RateCharge(key(subject), limit, cost);
    }

    Allowed allowed(LimitKey key, RateLimit limit, long cost) {
        return allowed(acquire(key, limit, cost));
    }

    static Allowed allowed(RateDecision decision) {
        assertThat(decision).isInstanceOf(Allowed.class);
        assertThat(decision.degraded()).isFalse();
        return (Allowed) decision;
    }

    Denied denied(LimitKey key, RateLimit limit, long cost) {
        return denied(acquire(key, limit, cost));
    }

    static Denied denied(RateDecision decision) {
        assertThat(decision).isInstanceOf(Denied.class);
        assertThat(decision.degraded()).isFalse();
        return (Denied) decision;
    }

    /** Takes, and settles at once to what it really cost. */
    void settle(LimitKey key, RateLimit limit, long cost, long actual) {
        Allowed allowed = allowed(key, limit, cost);
        assertThat(limiter.settle(new RateCharge(key, limit, cost), allowed, actual, Fresh.deadline()))
                .isTrue();
    }

    /** Has exactly so much left, and leaves nothing. */
    void assertLeft(long left, LimitKey key, RateLimit limit) {
        if (left > 0) {
            allowed(key, limit, left);
        }
        denied(key, limit, 1);
    }

    @Override
    public void close() {
        limiter.close();
    }
}
