package dev.parley.testkit;

import dev.parley.core.ratelimit.RateLimiter;

class InMemoryRateLimiterTest implements RateLimiterContract {

    @Override
    public RateLimiter createLimiter(ManualClock clock) {
        return RateLimiter.inMemory(1_000, clock::nanoTime);
    }
}
