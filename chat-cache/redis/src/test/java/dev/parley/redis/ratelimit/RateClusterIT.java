package dev.parley.redis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedisCluster;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.ManualClock;
import dev.parley.testkit.RateLimiterContract;
import dev.parley.testkit.Rule;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.opentest4j.TestAbortedException;

/** A cluster of three, on which the keys of one call lie apart. */
@TestInstance(Lifecycle.PER_CLASS)
class RateClusterIT {

    private static final int NODES = 3;
    private static final RateLimit TEN = RateLimit.of(10, Duration.ofDays(10));
    private static final RateLimit ONE = RateLimit.of(1, Duration.ofDays(1));
    private static final RateLimit LARGE = RateLimit.of(1_000, Duration.ofDays(1));

    private final TestRedisCluster cluster = TestRedisCluster.shared();
    private final Deadline deadline = Deadline.after(Duration.ofMinutes(10));
    private RedisConnections connections;

    @BeforeAll
    void start() {
        Duration timeout = Duration.ofSeconds(1);
        connections = RedisConnections.open(new RedisConfig(cluster.uri(), "rate-it", timeout, 1_000));
    }

    @AfterEach
    void everyKeyExpires() {
        KeysExpire.check(connections);
    }

    @AfterAll
    void stop() {
        connections.close();
    }

    /** Keys of which each is on another node: that of its place. */
    private List<LimitKey> keysOfAllNodes() {
        String call = UUID.randomUUID().toString();
        return IntStream.range(0, NODES)
                .mapToObj(node -> Stream.iterate(0, i -> i + 1)
                        .map(i -> new LimitKey(TenantId.DEFAULT, "it", call + i))
                        .filter(key -> nodeOf(key) == node)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private int nodeOf(LimitKey key) {
        return TestRedisCluster.nodeOf(SlotHash.getSlot(new RateKeys(connections.prefix()).of(key)));
    }

    private static List<RateCharge> charges(List<LimitKey> keys, RateLimit... limits) {
        return IntStream.range(0, NODES)
                .mapToObj(i -> new RateCharge(keys.get(i), limits[i], 1))
                .toList();
    }

    private long left(RateLimiter limiter, LimitKey key, RateLimit limit) {
        return ((RateDecision.Allowed) limiter.acquire(key, limit, 1, deadline)).remaining() + 1;
    }

    @Test
    void chargesOfSeveralNodesAreAllTakenOrNone() {
        List<LimitKey> keys = keysOfAllNodes();
        RateLimit slow = RateLimit.of(1, Duration.ofDays(2));
        try (RedisRateLimiter limiter = RedisRateLimiter.on(connections).build()) {
            assertThat(limiter.acquireAll(charges(keys, TEN, ONE, slow), deadline))
                    .isInstanceOf(RateDecision.Allowed.class);
            assertThat(limiter.roundTrips()).isEqualTo(NODES);
            for (int i = 0; i < 2; i++) {
                assertThat(limiter.acquireAll(charges(keys, TEN, ONE, slow), deadline))
                        .isInstanceOfSatisfying(RateDecision.Denied.class, denied -> {
                            assertThat(denied.charge()).isEqualTo(2);
                            assertThat(denied.retryAfter()).isGreaterThan(Duration.ofHours(47));
                            assertThat(denied.degraded()).isFalse();
                        });
            }
            assertThat(left(limiter, keys.get(0), TEN)).isEqualTo(9);
        }
    }

    /** The slice of the first stays usable, what the third took goes back, and the second says how long to wait. */
    @Test
    void slicesOfSeveralNodesAreKeptWhenOneIsSpent() {
        List<LimitKey> keys = keysOfAllNodes();
        try (RedisRateLimiter limiter =
                RedisRateLimiter.on(connections).leased().build()) {
            List<RateCharge> charges = charges(keys, LARGE, ONE, LARGE);
            assertThat(limiter.acquireAll(charges, deadline)).isInstanceOf(RateDecision.Allowed.class);
            for (int i = 0; i < 50; i++) {
                assertThat(limiter.acquireAll(charges, deadline))
                        .isInstanceOfSatisfying(
                                RateDecision.Denied.class,
                                denied -> assertThat(denied.charge()).isEqualTo(1));
            }
        }
        try (RedisRateLimiter exact = RedisRateLimiter.on(connections).build()) {
            assertThat(left(exact, keys.get(0), LARGE)).isBetween(997L, 999L);
            assertThat(left(exact, keys.get(2), LARGE)).isBetween(997L, 999L);
        }
    }

    @Test
    void whatWasTakenGoesBackWhenAnotherNodeDoesNotAnswer() {
        List<LimitKey> keys = keysOfAllNodes();
        try (RedisRateLimiter limiter =
                RedisRateLimiter.on(connections).whenAway(AwayPolicy.deny()).build()) {
            cluster.freeze(1);
            try {
                assertThat(limiter.acquireAll(charges(keys, TEN, TEN, TEN), deadline))
                        .isEqualTo(new RateDecision.Denied(0, Duration.ofSeconds(1), true));
            } finally {
                cluster.thaw(1);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            !limiter.acquire(keys.get(1), LARGE, 1, deadline).degraded());
            assertThat(left(limiter, keys.get(0), TEN)).isEqualTo(10);
            assertThat(left(limiter, keys.get(2), TEN)).isEqualTo(10);
        }
    }

    @Nested
    class Exact implements RateLimiterContract {

        @Override
        public RateLimiter createLimiter(ManualClock clock) {
            return RedisRateLimiter.on(connections).clock(clock).build();
        }
    }

    @Nested
    class Leased implements RateLimiterContract {

        @Override
        public RateLimiter createLimiter(ManualClock clock) {
            return RedisRateLimiter.on(connections)
                    .leased()
                    .clock(clock)
                    .nanoTime(clock::nanoTime)
                    .build();
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
