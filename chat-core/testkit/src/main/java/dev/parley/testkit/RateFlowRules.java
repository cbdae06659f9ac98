package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateDecision.Allowed;
import dev.parley.core.ratelimit.RateDecision.Denied;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.opentest4j.TestAbortedException;

/** How much is let through, and when: a part of {@link RateLimiterContract}. */
public interface RateFlowRules extends RateLimiterFactory {

    /** RL-1: the formula, in random steps of one thread and of several. */
    @Rule("RL-1")
    default void neverMoreThanTheFormula() {
        List<RateLimit> limits = List.of(
                LimiterFixture.TEN,
                RateLimit.of(3, Duration.ofSeconds(1)),
                new RateLimit(50, 20, Duration.ofSeconds(1)),
                RateLimit.of(100, Duration.ofMinutes(15)),
                new RateLimit(1_000, 7, Duration.ofMillis(3)));
        try (LimiterFixture f = new LimiterFixture(this)) {
            for (int i = 0; i < limits.size(); i++) {
                FormulaWalk walk = new FormulaWalk(f, f.key("k" + i), limits.get(i), new Random(42 + i));
                IntStream.range(0, 300).forEach(step -> walk.alone());
                IntStream.range(0, 15).forEach(step -> walk.together());
            }
        }
    }

    /** RL-2: as much as promised, when promised. */
    @Rule("RL-2")
    default void whatIsDeniedIsLetThroughWhenPromised() {
        List<RateLimit> limits = List.of(
                LimiterFixture.TEN,
                RateLimit.of(3, Duration.ofSeconds(1)),
                new RateLimit(50, 20, Duration.ofSeconds(1)),
                RateLimit.of(100, Duration.ofMinutes(15)),
                RateLimit.of(1, Duration.ofDays(31)),
                RateLimit.of(1_000_000_000_000L, Duration.ofDays(31)));
        try (LimiterFixture f = new LimiterFixture(this)) {
            for (int i = 0; i < limits.size(); i++) {
                RateLimit limit = limits.get(i);
                LimitKey key = f.key("k" + i);
                f.allowed(key, limit, limit.capacity());
                for (long cost : new long[] {1, Math.max(1, limit.capacity() / 2), limit.capacity()}) {
                    Duration wait = f.denied(key, limit, cost).retryAfter();
                    Duration early = limit.window().dividedBy(1_000).plusMillis(1);
                    if (wait.compareTo(early) > 0) {
                        f.clock.advance(wait.minus(early));
                        f.denied(key, limit, cost);
                        f.clock.advance(early);
                    } else {
                        f.clock.advance(wait);
                    }
                    f.allowed(key, limit, cost);
                }
            }
            RateLimit thirds = RateLimit.of(3, Duration.ofSeconds(1));
            LimitKey key = f.key("rate");
            f.allowed(key, thirds, 3);
            long let = 0;
            for (int step = 0; step < 1_000; step++) {
                f.clock.advance(Duration.ofMillis(300));
                let += f.acquire(key, thirds, 1) instanceof Allowed ? 1 : 0;
            }
            assertThat(let).isBetween(899L, 900L);
        }
    }

    /** RL-4: what is left. */
    @Rule("RL-4")
    default void theAnswerSaysWhatIsLeft() {
        try (LimiterFixture f = new LimiterFixture(this)) {
            LimitKey key = f.key("a");
            Allowed first = f.allowed(key, LimiterFixture.TEN, 3);
            assertThat(first.remaining()).isEqualTo(7);
            assertThat(first.reset()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
            f.clock.advance(Duration.ofMillis(1_500));
            Allowed second = f.allowed(key, LimiterFixture.TEN, 1);
            assertThat(second.remaining()).isEqualTo(7);
            assertThat(second.reset()).isBetween(Duration.ofMillis(2_500), Duration.ofMillis(3_500));
            f.denied(key, LimiterFixture.TEN, 8);
            f.clock.advance(second.reset());
            assertThat(f.allowed(key, LimiterFixture.TEN, 10).remaining()).isZero();
            f.denied(key, LimiterFixture.TEN, 1);

            RateLimit wide = RateLimit.of(1_000_000, Duration.ofHours(1));
            assertThat(f.allowed(f.key("b"), wide, 1).remaining()).isBetween(999_999L - 245, 999_999L);
        }
    }

    /** RL-11: threads. */
    @Rule("RL-11")
    default void allOfAnAllowanceIsLetThroughWhateverTheThreads() {
        RateLimit hundred = RateLimit.of(100, Duration.ofDays(1));
        try (LimiterFixture f = new LimiterFixture(this)) {
            for (int round = 0; round < 3; round++) {
                LimitKey key = f.key("r" + round);
                List<Integer> let = Concurrently.run(64, thread -> {
                    int count = 0;
                    for (int i = 0; i < 10; i++) {
                        count += f.acquire(key, hundred, 1) instanceof Allowed ? 1 : 0;
                    }
                    return count;
                });
                assertThat(let.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
            }
        }
    }

    /** RL-12: a store that is away. */
    @Rule("RL-12")
    default void aStoreThatIsAwayIsNoException() {
        ManualClock clock = Fresh.clock();
        CutLimiter cut = createCutLimiter(clock)
                .orElseThrow(() -> new TestAbortedException("The limiter has no store that could be away"));
        LimitKey key = new LimitKey(Fresh.tenant(), "test", "a");
        RateCharge charge = new RateCharge(key, LimiterFixture.TEN, 2);
        try (var limiter = cut.limiter()) {
            Allowed allowed = LimiterFixture.allowed(limiter.acquire(key, LimiterFixture.TEN, 2, Fresh.deadline()));
            cut.cut().run();
            Duration patience = Duration.ofMillis(500);
            long start = System.nanoTime();
            List<RateDecision> decisions = List.of(
                    limiter.acquire(key, LimiterFixture.TEN, 1, Deadline.after(patience)),
                    limiter.acquireAll(List.of(charge), Deadline.after(patience)));
            assertThat(decisions).allMatch(RateDecision::degraded);
            limiter.settle(charge, allowed, 1, Deadline.after(patience));
            assertThat(limiter.reset(key, Deadline.after(patience))).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(patience.multipliedBy(4 * 5));
            for (RateDecision decision : decisions) {
                if (decision instanceof Denied denied) {
                    assertThat(denied.retryAfter()).isPositive();
                }
            }
        }
    }
}
