package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

/**
 * The contract of {@link RateLimiter}: one test for each of its numbered rules. The test of an adapter implements this
 * interface and writes {@link #createLimiter}. Some of the rules are in {@link RateFlowRules} and {@link RateSettlingRules}.
 */
public interface RateLimiterContract extends RateFlowRules, RateSettlingRules {

    /** RL-3: what is denied takes nothing. */
    @Rule("RL-3")
    default void whatIsDeniedTakesNothing() {
        try (LimiterFixture f = new LimiterFixture(this)) {
            LimitKey key = f.key("a");
            f.allowed(key, LimiterFixture.TEN, 4);
            for (int i = 0; i < 5; i++) {
                f.denied(key, LimiterFixture.TEN, 7);
            }
            assertThat(f.allowed(key, LimiterFixture.TEN, 5).remaining()).isEqualTo(1);
            f.assertLeft(1, key, LimiterFixture.TEN);
        }
    }

    /** RL-5: all charges or none. */
    @Rule("RL-5")
    default void allChargesAreTakenOrNone() {
        RateLimit slow = RateLimit.of(2, Duration.ofMinutes(1));
        try (LimiterFixture f = new LimiterFixture(this)) {
            Allowed first =
                    LimiterFixture.allowed(f.acquireAll(f.charge("a", LimiterFixture.TEN, 3), f.charge("b", slow, 2)));
            assertThat(first.remaining()).as("the smallest").isZero();
            Denied spent = LimiterFixture.denied(f.acquireAll(
                    f.charge("c", LimiterFixture.TEN, 1),
                    f.charge("a", LimiterFixture.TEN, 8),
                    f.charge("b", slow, 1),
                    f.charge("d", LimiterFixture.TEN, 1)));
            assertThat(spent.charge()).as("the longest wait").isEqualTo(2);
            assertThat(spent.retryAfter()).isGreaterThan(Duration.ofSeconds(29));
            LimiterFixture.denied(f.acquireAll(f.charge("a", LimiterFixture.TEN, 1), f.charge("b", slow, 1)));
            f.assertLeft(7, f.key("a"), LimiterFixture.TEN);
            f.assertLeft(10, f.key("c"), LimiterFixture.TEN);
            f.assertLeft(10, f.key("d"), LimiterFixture.TEN);
            RateCharge charge = f.charge("e", LimiterFixture.TEN, 1);
            assertThatIllegalArgumentException().isThrownBy(() -> f.acquireAll(charge, charge));
            assertThatIllegalArgumentException().isThrownBy(f::acquireAll);
            f.assertLeft(10, f.key("e"), LimiterFixture.TEN);
        }
    }

    /** RL-6: more than there can ever be. */
    @Rule("RL-6")
    default void moreThanTheCapacityIsNeverLetThrough() {
        try (LimiterFixture f = new LimiterFixture(this)) {
            for (long cost : new long[] {11, 1_000_000_000_000L, Long.MAX_VALUE}) {
                assertThat(f.denied(f.key("a"), LimiterFixture.TEN, cost).retryAfter())
                        .isEqualTo(RateDecision.NEVER);
            }
            Denied denied = LimiterFixture.denied(f.acquireAll(
                    f.charge("a", LimiterFixture.TEN, 1), f.charge("b", LimiterFixture.TEN, Long.MAX_VALUE)));
            assertThat(denied).isEqualTo(new Denied(1, RateDecision.NEVER, false));
            f.assertLeft(10, f.key("a"), LimiterFixture.TEN);
            f.assertLeft(10, f.key("b"), LimiterFixture.TEN);
        }
    }

    /** RL-9: no two keys are one. */
    @Rule("RL-9")
    default void keysAreApart() {
        RateLimit one = RateLimit.of(1, Duration.ofHours(1));
        try (LimiterFixture f = new LimiterFixture(this)) {
            TenantId other = new TenantId(f.tenant.value() + "x");
            List<LimitKey> keys = List.of(
                    new LimitKey(f.tenant, "a", "b"),
                    new LimitKey(f.tenant, "a", "B"),
                    new LimitKey(f.tenant, "a:b", ""),
                    new LimitKey(f.tenant, "", "a:b"),
                    new LimitKey(f.tenant, "a", ":b"),
                    new LimitKey(f.tenant, "a:", "b"),
                    new LimitKey(f.tenant, "a\0", "b"),
                    new LimitKey(f.tenant, "a", "b\0"),
                    new LimitKey(f.tenant, "a", "b*"),
                    new LimitKey(f.tenant, "a", "{b}"),
                    new LimitKey(f.tenant, "a", "b}{"),
                    new LimitKey(f.tenant, "a", "b%"),
                    new LimitKey(f.tenant, "a", "b%25"),
                    new LimitKey(f.tenant, "a", "ü"),
                    new LimitKey(f.tenant, "a", "u\u0308"),
                    new LimitKey(f.tenant, "a", "\ud83d\ude00"),
                    new LimitKey(f.tenant, "a", "\ud83d"),
                    new LimitKey(f.tenant, "a", "\ude00"),
                    new LimitKey(f.tenant, "a", "?"),
                    new LimitKey(f.tenant, "a", "b".repeat(1_000)),
                    new LimitKey(f.tenant, "a", "b".repeat(1_001)),
                    new LimitKey(f.tenant, "x:a", "b"),
                    new LimitKey(other, "a", "b"),
                    new LimitKey(other, ":a", "b"));
            keys.forEach(key -> f.allowed(key, one, 1));
            keys.forEach(key -> f.denied(key, one, 1));
        }
    }

    /** RL-10: limits that change. */
    @Rule("RL-10")
    default void anotherLimitHoldsFromTheNextCallOn() {
        RateLimit twice = RateLimit.of(20, Duration.ofSeconds(10));
        RateLimit few = RateLimit.of(3, Duration.ofSeconds(30));
        RateLimit slower = RateLimit.of(10, Duration.ofMinutes(10));
        try (LimiterFixture f = new LimiterFixture(this)) {
            LimitKey more = f.key("more");
            f.allowed(more, LimiterFixture.TEN, 6);
            assertThat(f.allowed(more, twice, 1).remaining()).isEqualTo(13);
            f.clock.advance(Duration.ofSeconds(1));
            assertThat(f.allowed(more, twice, 1).remaining()).isEqualTo(14);

            LimitKey less = f.key("less");
            f.allowed(less, LimiterFixture.TEN, 6);
            assertThat(f.denied(less, few, 1).retryAfter())
                    .isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_031));
            f.clock.advance(Duration.ofMillis(10_031));
            f.assertLeft(1, less, few);

            LimitKey slow = f.key("slow");
            f.allowed(slow, LimiterFixture.TEN, 5);
            f.clock.advance(Duration.ofSeconds(1));
            f.denied(slow, slower, 7);
            assertThat(f.allowed(slow, slower, 2).remaining()).isEqualTo(4);
            f.clock.advance(Duration.ofMinutes(1));
            f.assertLeft(5, slow, slower);
        }
    }
}
