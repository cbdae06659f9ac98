package dev.parley.redis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class ExactLimitsIT {

    private static final long MICRO = 1_000;

    private final Deadline deadline = Deadline.after(Duration.ofMinutes(10));
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private TestRedis redis;
    private RedisConnections connections;
    private RedisRateLimiter limiter;
    private int keys;

    @BeforeAll
    void start() {
        redis = TestRedis.start();
        connections = RedisConnections.open(Patient.config(redis.uri()));
        limiter = RedisRateLimiter.on(connections).clock(clock).build();
    }

    @AfterEach
    void everyKeyExpires() {
        KeysExpire.check(connections);
    }

    @AfterAll
    void stop() {
        limiter.close();
        connections.close();
        redis.close();
    }

    private LimitKey key() {
        keys++;
        return new LimitKey(TenantId.DEFAULT, "it", "user-" + keys);
    }

    @Test
    void anIntervalThatIsNoWholeNumberLetsNoMoreThroughAndHardlyLess() {
        long[][] rates = {{7, 1_000}, {3, 1}, {99_999, 1_000}, {999_983, 1_000}, {11, 700}, {100_000, 1_000}};
        Random random = new Random(7);
        for (long[] rate : rates) {
            RateLimit limit = new RateLimit(5, rate[0], Duration.ofMillis(rate[1]));
            LimitKey key = key();
            double perMicro = rate[0] / (rate[1] * 1_000.0);
            long micros = 0;
            long admitted = 0;
            for (int i = 0; i < 400; i++) {
                while (admits(key, limit)) {
                    admitted++;
                    assertThat(admitted).isLessThanOrEqualTo((long) (5 + micros * perMicro + 1e-6));
                }
                long step = 1L + random.nextInt((int) (3 / perMicro) + 1);
                clock.advance(Duration.ofNanos(step * MICRO));
                micros += step;
            }
            // It was never whole for longer than a step, so hardly anything that came back was lost.
            assertThat((double) admitted).isGreaterThan(0.999 * (micros * perMicro - 5));
        }
    }

    private boolean admits(LimitKey key, RateLimit limit) {
        return limiter.acquire(key, limit, 1, deadline) instanceof RateDecision.Allowed;
    }

    @Test
    void theLargestNumbersAreStillExactEnough() {
        RateLimit limit = new RateLimit(1_000_000_000_000L, 999_999_999_989L, Duration.ofDays(31));
        LimitKey key = key();
        RateDecision all = limiter.acquire(key, limit, 999_999_999_999L, deadline);
        assertThat(all)
                .isInstanceOfSatisfying(
                        RateDecision.Allowed.class,
                        allowed -> assertThat(allowed.remaining()).isEqualTo(1));
        assertThat(admits(key, limit)).isTrue();
        assertThat(limiter.acquire(key, limit, 1, deadline))
                .isInstanceOfSatisfying(
                        RateDecision.Denied.class,
                        denied -> assertThat(denied.retryAfter())
                                .isBetween(Duration.ofNanos(2_678), Duration.ofMillis(1)));
        limiter.settle(
                new RateCharge(key, limit, 1),
                new RateDecision.Allowed(0, Duration.ZERO, false),
                Long.MAX_VALUE,
                deadline);
        assertThat(admits(key, limit)).isFalse();
        clock.advance(Duration.ofDays(20));
        assertThat(admits(key, limit)).isFalse();
    }

    @Test
    void aClockThatIsSetBackLetsNothingComeBack() {
        RateLimit limit = RateLimit.of(2, Duration.ofSeconds(2));
        LimitKey key = key();
        assertThat(limiter.acquire(key, limit, 2, deadline)).isInstanceOf(RateDecision.Allowed.class);
        clock.advance(Duration.ofSeconds(-10));
        assertThat(limiter.acquire(key, limit, 1, deadline))
                .isEqualTo(new RateDecision.Denied(0, Duration.ofSeconds(11), false));
        clock.advance(Duration.ofSeconds(10));
        assertThat(admits(key, limit)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(admits(key, limit)).isTrue();
    }

    /** What flowed off before the clock was set back does not go back with the slice once more. */
    @Test
    void aClockThatIsSetBackMakesNoSliceGiveBackMore() {
        RateLimit limit = new RateLimit(10_000, 1_000, Duration.ofSeconds(1));
        Gauge gauge = new Gauges(new LeaseTerms(Duration.ofMillis(100), 1_000, 1_000, 10, 0)).of(limit);
        SharedBuckets buckets = new SharedBuckets(connections, clock);
        String name = buckets.keys().of(key());
        Answer.Granted slice = (Answer.Granted) buckets.take(new Ask(name, gauge, 500, 500, 0, 0), deadline);
        clock.advance(Duration.ofMillis(90));
        Answer.Granted before = (Answer.Granted) buckets.take(Ask.exactly(name, gauge, 300), deadline);
        assertThat(before.remaining(0)).isEqualTo(9_900 - 410 - 300);
        clock.advance(Duration.ofMillis(-80));
        assertThat(buckets.force(name, gauge.returning(slice.taken(0), slice.at(0)), deadline))
                .isTrue();
        Answer.Granted after = (Answer.Granted) buckets.take(Ask.exactly(name, gauge, 1), deadline);
        assertThat(after.remaining(0)).isEqualTo(9_900 - 301);
        clock.advance(Duration.ofMillis(80));
    }

    @Test
    void anOldChargeIsSettledByTheNewLimit() {
        RateLimit small = RateLimit.of(10, Duration.ofSeconds(10));
        RateLimit large = RateLimit.of(100, Duration.ofSeconds(10));
        LimitKey key = key();
        RateCharge charge = new RateCharge(key, small, 4);
        RateDecision.Allowed allowed = (RateDecision.Allowed) limiter.acquireAll(List.of(charge), deadline);
        limiter.acquire(key, large, 50, deadline);
        assertThat(limiter.settle(charge, allowed, 2, deadline)).isTrue();
        assertThat(limiter.acquire(key, large, 1, deadline))
                .isInstanceOfSatisfying(
                        RateDecision.Allowed.class,
                        now -> assertThat(now.remaining()).isEqualTo(47));
    }

    /** Nodes learn of another limit one after the other, and until then ask for both. */
    @Test
    void nodesThatDisagreeOnALimitLetNoMoreThroughThanTheLargerOne() {
        RateLimit large = RateLimit.of(100, Duration.ofSeconds(100));
        RateLimit small = RateLimit.of(10, Duration.ofSeconds(100));
        LimitKey key = key();
        long admitted = 0;
        for (int round = 0; round < 10; round++) {
            admitted += limiter.acquire(key, large, 50, deadline) instanceof RateDecision.Allowed ? 50 : 0;
            admitted += admits(key, small) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(100);
        clock.advance(Duration.ofSeconds(10));
        assertThat(admits(key, small)).as("one comes back in ten seconds").isTrue();
        assertThat(admits(key, small)).isFalse();
        assertThat(admits(key, large)).as("and with it what was taken before").isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(admits(key, large)).isTrue();
    }

    @Test
    void namesOfKeysAreApartAndPlain() {
        RateKeys names = new RateKeys("p");
        assertThat(names.of(new LimitKey(TenantId.DEFAULT, "a|b", "c")))
                .isEqualTo("p:rate:default|a%007cb|c")
                .isNotEqualTo(names.of(new LimitKey(TenantId.DEFAULT, "a", "b|c")));
        assertThat(names.of(new LimitKey(TenantId.DEFAULT, "s", "\ud800{é}")))
                .isEqualTo("p:rate:default|s|%d800%007b%00e9%007d");
    }
}
