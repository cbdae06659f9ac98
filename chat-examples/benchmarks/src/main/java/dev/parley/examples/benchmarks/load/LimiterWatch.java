package dev.parley.examples.benchmarks.load;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.time.Deadline;

/** One key of a limiter that asks for twice what it may have, on all nodes. Thread-safe. */
final class LimiterWatch {

    private final LimitKey key;
    private final RateLimit limit;
    private final Admissions shared = new Admissions();
    private final Admissions local = new Admissions();

    LimiterWatch(String subject, RateLimit limit) {
        this.key = key(subject);
        this.limit = limit;
    }

    static LimitKey key(String subject) {
        return new LimitKey(TenantId.DEFAULT, "faults", subject);
    }

    void ask(RateLimiter limiter, Deadline deadline) {
        long begin = System.nanoTime();
        RateDecision decision = limiter.acquire(key, limit, 1, deadline);
        if (decision instanceof RateDecision.Allowed allowed) {
            (allowed.degraded() ? local : shared).add(begin, System.nanoTime());
        }
    }

    /** {@return what was let through beyond the policy: by Redis, and by the nodes together while it was away} */
    long beyond(boolean wholeOnceMore) {
        return shared.beyond(limit, wholeOnceMore ? limit.capacity() : 0) + local.beyond(limit, RedisNode.NODES);
    }

    /** {@return how many were let through by local shares} */
    int local() {
        return local.count();
    }
}
