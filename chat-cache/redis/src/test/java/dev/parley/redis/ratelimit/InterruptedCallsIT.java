package dev.parley.redis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConnections;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is interrupted while Redis says nothing is refused, even where everybody is let through without it. */
class InterruptedCallsIT {

    private static final RateLimit LIMIT = RateLimit.of(10_000, Duration.ofSeconds(10));
    private static final LimitKey KEY = new LimitKey(TenantId.DEFAULT, "it", "interrupted");

    private final Deadline deadline = Deadline.after(Duration.ofMinutes(1));
    private TestRedis redis;
    private RedisConnections connections;

    private record Call(Thread thread, CompletableFuture<RateDecision> decision) {}

    @BeforeEach
    void start() {
        redis = TestRedis.start();
        connections = RedisConnections.open(Patient.config(redis.uri()));
    }

    @AfterEach
    void stop() {
        redis.thaw();
        connections.close();
        redis.close();
    }

    private Call call(RedisRateLimiter limiter) {
        CompletableFuture<RateDecision> decision = new CompletableFuture<>();
        Thread thread = new Thread(() -> decision.complete(limiter.acquire(KEY, LIMIT, 1, deadline)));
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return new Call(thread, decision);
    }

    private static void assertRefused(Call call) throws Exception {
        call.thread().interrupt();
        RateDecision decision = call.decision().get(5, TimeUnit.SECONDS);
        assertThat(decision).isEqualTo(new RateDecision.Denied(0, Duration.ofSeconds(1), true));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoWaitsForRedisOrForATurn(boolean leased) throws Exception {
        RedisRateLimiterBuilder builder = RedisRateLimiter.on(connections).whenAway(AwayPolicy.allow());
        try (RedisRateLimiter limiter = (leased ? builder.leased() : builder).build()) {
            redis.freeze();
            Call asking = call(limiter);
            // With leases this one waits for its turn.
            Call next = call(limiter);
            assertRefused(next);
            assertRefused(asking);
        }
    }
}
