package dev.parley.testkit;

import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateDecision.Allowed;
import dev.parley.core.ratelimit.RateDecision.Denied;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** One fault for each of the rules RL-1 to RL-12. */
record PlantedRateFaults(
        String rule, RateLimiter delegate, Thread test, AtomicBoolean away, Map<LimitKey, RateLimit> limits)
        implements RateLimiter {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration SHORT = Duration.ofMillis(3);

    static PlantedRateFaults plant(String rule, ManualClock clock) {
        return new PlantedRateFaults(
                rule,
                RateLimiter.inMemory(1_000, clock::nanoTime),
                Thread.currentThread(),
                new AtomicBoolean(),
                new ConcurrentHashMap<>());
    }

    private boolean is(String broken) {
        return rule.equals(broken);
    }

    /** RL-9: joins with a separator. */
    private LimitKey key(LimitKey key) {
        return is("RL-9") ? new LimitKey(key.tenant(), "", key.scope() + ":" + key.subject()) : key;
    }

    /** RL-1: rounds a short window down; RL-6: bounds the cost; RL-10: starts anew with another limit. */
    @Override
    public RateDecision acquire(LimitKey key, RateLimit limit, long cost, Deadline deadline) {
        if (away.get()) {
            return whileAway();
        }
        RateLimit taken = is("RL-1") && limit.window().equals(SHORT)
                ? new RateLimit(limit.capacity(), limit.refill(), limit.window().minusMillis(1))
                : limit;
        long bounded = is("RL-6") ? Math.min(cost, limit.capacity()) : cost;
        RateLimit before = limits.put(key, limit);
        if (is("RL-10") && before != null && !before.equals(limit)) {
            delegate.reset(key, deadline);
        }
        RateDecision decision = delegate.acquire(key(key), taken, bounded, deadline);
        return decision instanceof Denied denied
                ? denied(denied, key, limit, cost)
                : allowed((Allowed) decision, limit, cost);
    }

    /** RL-2: promises too much; RL-3: takes what it denies; RL-11: says yes to every thread. */
    private RateDecision denied(Denied denied, LimitKey key, RateLimit limit, long cost) {
        if (is("RL-3") && limit.equals(LimiterFixture.TEN) && cost == 7) {
            delegate.acquire(key, limit, 1, Fresh.deadline());
        }
        if (is("RL-11") && limit.window().equals(DAY) && Thread.currentThread() != test) {
            return new Allowed(0, DAY, false);
        }
        return is("RL-2") && limit.window().equals(QUARTER)
                ? new Denied(denied.charge(), denied.retryAfter().dividedBy(2), false)
                : denied;
    }

    /** RL-4: tells less than there is. */
    private RateDecision allowed(Allowed allowed, RateLimit limit, long cost) {
        return is("RL-4") && limit.equals(LimiterFixture.TEN) && cost == 3
                ? new Allowed(allowed.remaining() - 1, allowed.reset(), false)
                : allowed;
    }

    /** RL-12: throws. */
    private RateDecision whileAway() {
        if (is("RL-12")) {
            throw new IllegalStateException("The store is away, as it should be in this test");
        }
        return new Allowed(1, DAY, true);
    }

    /** RL-5: keeps what it took first. */
    @Override
    public RateDecision acquireAll(List<RateCharge> charges, Deadline deadline) {
        if (away.get()) {
            return whileAway();
        }
        List<RateCharge> taken = charges.stream()
                .map(charge -> new RateCharge(key(charge.key()), charge.limit(), charge.cost()))
                .toList();
        RateDecision decision = delegate.acquireAll(taken, deadline);
        if (is("RL-5")
                && decision instanceof Denied denied
                && !denied.retryAfter().equals(RateDecision.NEVER)) {
            RateCharge first = charges.get(0);
            delegate.acquire(first.key(), first.limit(), first.cost(), deadline);
        }
        return decision;
    }

    /** RL-7: knows no debt. */
    @Override
    public boolean settle(RateCharge charge, Allowed allowed, long actual, Deadline deadline) {
        boolean forgotten = away.get() || (is("RL-7") && actual > charge.cost());
        RateCharge taken = new RateCharge(key(charge.key()), charge.limit(), charge.cost());
        return forgotten ? !away.get() : delegate.settle(taken, allowed, actual, deadline);
    }

    /** RL-8: says so and does not. */
    @Override
    public boolean reset(LimitKey key, Deadline deadline) {
        return !away.get() && (is("RL-8") || delegate.reset(key(key), deadline));
    }

    @Override
    public void close() {
        delegate.close();
    }
}
