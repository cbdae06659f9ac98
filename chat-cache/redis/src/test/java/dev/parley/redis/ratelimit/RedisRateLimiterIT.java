package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.ManualClock;
import dev.parley.testkit.RateLimiterContract;
import dev.parley.testkit.RateLimiterFactory;
import dev.parley.testkit.Rule;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.opentest4j.TestAbortedException;

/** What every limiter must do, exact and with leases. */
@TestInstance(Lifecycle.PER_CLASS)
class RedisRateLimiterIT {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private RedisConnections connections;

    @BeforeAll
    void start() {
        connections = RedisConnections.open(Patient.config(redis().uri()));
        opened.push(connections);
    }

    private TestRedis redis() {
        TestRedis redis = TestRedis.start();
        opened.push(redis);
        return redis;
    }

    @AfterEach
    void everyKeyExpires() {
        KeysExpire.check(connections);
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private RateLimiterFactory.CutLimiter cut(UnaryOperator<RedisRateLimiterBuilder> how) {
        TestRedis own = redis();
        RedisConnections toIt = RedisConnections.open(RedisConfig.of(own.uri()));
        opened.push(toIt);
        return new RateLimiterFactory.CutLimiter(
                how.apply(RedisRateLimiter.on(toIt)).build(), own::kill);
    }

    @Nested
    class Exact implements RateLimiterContract {

        @Override
        public RateLimiter createLimiter(ManualClock clock) {
            return RedisRateLimiter.on(connections).clock(clock).build();
        }

        @Override
        public Optional<CutLimiter> createCutLimiter(ManualClock clock) {
            return Optional.of(cut(builder -> builder.whenAway(AwayPolicy.deny())));
        }
    }

    @Nested
    class Leased implements RateLimiterContract {

        @Override
        public RateLimiter createLimiter(ManualClock clock) {
            return with(RedisRateLimiter.on(connections), clock).build();
        }

        private RedisRateLimiterBuilder with(RedisRateLimiterBuilder builder, ManualClock clock) {
            return builder.leased().clock(clock).nanoTime(clock::nanoTime);
        }

        @Override
        public Optional<CutLimiter> createCutLimiter(ManualClock clock) {
            return Optional.of(cut(builder -> with(builder, clock)));
        }

        @Override
        @Rule("RL-2")
        public void whatIsDeniedIsLetThroughWhenPromised() {
            throw new TestAbortedException("Of a large allowance a part is kept back for slices: see LeasedLimitsIT");
        }

        @Override
        @Rule("RL-4")
        public void theAnswerSaysWhatIsLeft() {
            throw new TestAbortedException("Of a large allowance a part is kept back for slices: see LeasedLimitsIT");
        }
    }
}
