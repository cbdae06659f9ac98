package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision.Allowed;
import dev.parley.core.ratelimit.RateReservation;
import java.time.Duration;
import java.util.List;

/** What is corrected later: a part of {@link RateLimiterContract}. */
public interface RateSettlingRules extends RateLimiterFactory {

    /** RL-7: the real cost. */
    @Rule("RL-7")
    default void settlingCorrectsACharge() {
        try (LimiterFixture f = new LimiterFixture(this)) {
            LimitKey less = f.key("less");
            f.settle(less, LimiterFixture.TEN, 8, 3);
            f.assertLeft(7, less, LimiterFixture.TEN);

            LimitKey nothing = f.key("nothing");
            RateCharge charge = new RateCharge(nothing, LimiterFixture.TEN, 10);
            Allowed allowed = f.allowed(nothing, LimiterFixture.TEN, 10);
            RateReservation reservation = new RateReservation(f.limiter, List.of(charge), allowed);
            f.clock.advance(Duration.ofSeconds(4));
            assertThat(reservation.settle(0, Fresh.deadline())).isTrue();
            assertThat(reservation.settle(0, Fresh.deadline())).isFalse();
            f.assertLeft(10, nothing, LimiterFixture.TEN);

            LimitKey more = f.key("more");
            f.settle(more, LimiterFixture.TEN, 5, 18);
            f.denied(more, LimiterFixture.TEN, 1);
            f.clock.advance(Duration.ofMillis(8_900));
            f.denied(more, LimiterFixture.TEN, 1);
            f.clock.advance(Duration.ofMillis(100));
            f.assertLeft(1, more, LimiterFixture.TEN);

            LimitKey same = f.key("same");
            f.settle(same, LimiterFixture.TEN, 4, 4);
            f.assertLeft(6, same, LimiterFixture.TEN);

            LimitKey vast = f.key("vast");
            f.settle(vast, LimiterFixture.TEN, 1, Long.MAX_VALUE);
            f.settle(f.key("vaster"), LimiterFixture.TEN, 1, Long.MAX_VALUE);
            f.clock.advance(Duration.ofDays(366));
            f.denied(vast, LimiterFixture.TEN, 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> f.limiter.settle(charge, allowed, -1, Fresh.deadline()));
        }
    }

    /** RL-8: whole again. */
    @Rule("RL-8")
    default void resettingMakesWhole() {
        try (LimiterFixture f = new LimiterFixture(this)) {
            LimitKey key = f.key("a");
            f.allowed(key, LimiterFixture.TEN, 10);
            f.allowed(f.key("b"), LimiterFixture.TEN, 10);
            assertThat(f.limiter.reset(key, Fresh.deadline())).isTrue();
            f.assertLeft(10, key, LimiterFixture.TEN);
            f.denied(f.key("b"), LimiterFixture.TEN, 1);
            LimitKey debt = f.key("debt");
            f.settle(debt, LimiterFixture.TEN, 10, 100);
            assertThat(f.limiter.reset(debt, Fresh.deadline())).isTrue();
            f.assertLeft(10, debt, LimiterFixture.TEN);
            assertThat(f.limiter.reset(f.key("unknown"), Fresh.deadline())).isTrue();
        }
    }
}
