package dev.parley.redis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.time.Deadline;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes let through without Redis, each by itself. */
class AwayPolicyTest {

    private static final Duration MONTH = Duration.ofDays(31);

    private static final List<RateLimit> LIMITS = List.of(
            RateLimit.ADDRESS,
            RateLimit.LOGINS,
            RateLimit.MESSAGES,
            RateLimit.WEBHOOKS,
            RateLimit.TOKENS,
            RateLimit.of(5, MONTH),
            RateLimit.of(1, MONTH),
            RateLimit.of(1, Duration.ofDays(30)),
            new RateLimit(11, 1, MONTH),
            new RateLimit(22, 2, MONTH),
            new RateLimit(366, 1, Duration.ofDays(1)),
            new RateLimit(1_464, 40, Duration.ofDays(10)),
            new RateLimit(365_000, 1_999, Duration.ofDays(2)),
            RateLimit.of(1_000_000_000_000L, MONTH),
            RateLimit.of(1_000, Duration.ofMillis(1)));

    private static BigInteger product(long... factors) {
        BigInteger product = BigInteger.ONE;
        for (long factor : factors) {
            product = product.multiply(BigInteger.valueOf(factor));
        }
        return product;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 31, 32, 365, 1_000})
    void allSharesTogetherAreNoMoreThanTheWhole(int nodes) {
        AwayPolicy.LocalShare share = (AwayPolicy.LocalShare) AwayPolicy.localShare(nodes);
        for (RateLimit whole : LIMITS) {
            RateLimit part = share.part(whole);
            assertThat(part.capacity()).isBetween(1L, Math.max(1, whole.capacity() / nodes));
            if (part.refill() > 1 || !part.window().equals(MONTH)) {
                assertThat(product(nodes, part.refill(), whole.window().toNanos()))
                        .as("%s on %d nodes", whole, nodes)
                        .isLessThanOrEqualTo(
                                product(whole.refill(), part.window().toNanos()));
            }
        }
    }

    /** It fits into the whole, so it is let through when Redis is back. */
    @ParameterizedTest
    @ValueSource(longs = {13, 50})
    void whatIsMoreThanTheShareIsNotDeniedForEver(long cost) {
        LimitKey key = new LimitKey(TenantId.DEFAULT, "test", "a");
        WhileAway away = new WhileAway(AwayPolicy.localShare(4), RateLimiter.inMemory(10, System::nanoTime));
        RateDecision decision =
                away.decide(List.of(new RateCharge(key, RateLimit.MESSAGES, cost)), Deadline.after(MONTH));
        assertThat(decision).isEqualTo(new RateDecision.Denied(0, Duration.ofSeconds(1), true));
    }
}
