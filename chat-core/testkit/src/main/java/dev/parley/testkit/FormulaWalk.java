package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision.Allowed;
import dev.parley.core.ratelimit.RateLimit;
import java.time.Duration;
import java.util.Random;

/**
 * Random calls on one allowance, beside the formula: of all intervals that end now, the one in which most was let through
 * beyond what came back is followed, in whole units times nanoseconds, so nothing is rounded. For one thread.
 */
final class FormulaWalk {

    private static final int THREADS = 4;
    private static final int CALLS = 20;

    private final LimiterFixture fixture;
    private final LimitKey key;
    private final RateLimit limit;
    private final Random random;
    private long excess;

    FormulaWalk(LimiterFixture fixture, LimitKey key, RateLimit limit, Random random) {
        this.fixture = fixture;
        this.key = key;
        this.limit = limit;
        this.random = random;
    }

    /** A call at a time, of any cost, of which some is given back now and then. */
    void alone() {
        advance();
        count(call(random));
    }

    /** Many calls at one time, in several threads. */
    void together() {
        advance();
        long seed = random.nextLong();
        count(Concurrently.run(THREADS, thread -> {
                    Random own = new Random(seed + thread);
                    long sum = 0;
                    for (int i = 0; i < CALLS; i++) {
                        sum += call(own);
                    }
                    return sum;
                })
                .stream()
                .mapToLong(Long::longValue)
                .sum());
    }

    private void advance() {
        long most = limit.window().toNanos() / 1_000 * 2 / limit.refill() + 1;
        long micros = random.nextInt(4) == 0 ? random.nextLong(most * 20) : random.nextLong(most);
        fixture.clock.advance(Duration.ofNanos(micros * 1_000));
        excess = Math.max(0, excess - Math.multiplyExact(limit.refill(), micros * 1_000));
    }

    /** {@return what was let through, less what was given back} */
    private long call(Random own) {
        long cost = 1L + own.nextInt(own.nextInt(3) == 0 ? (int) limit.capacity() : 3);
        if (!(fixture.acquire(key, limit, cost) instanceof Allowed allowed)) {
            return 0;
        }
        if (own.nextInt(3) > 0) {
            return cost;
        }
        long actual = own.nextLong(cost + 1);
        return fixture.limiter.settle(new RateCharge(key, limit, cost), allowed, actual, Fresh.deadline())
                ? actual
                : cost;
    }

    private void count(long units) {
        excess += Math.multiplyExact(units, limit.window().toNanos());
        assertThat(excess)
                .as("let through beyond what came back, %s", limit)
                .isLessThanOrEqualTo(
                        Math.multiplyExact(limit.capacity(), limit.window().toNanos()));
    }
}
