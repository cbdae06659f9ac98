package dev.parley.redis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.Concurrently;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Four nodes on one Redis, each with connections of its own, by the time of Redis. */
class NodesIT {

    private static final Logger LOG = LoggerFactory.getLogger(NodesIT.class);
    private static final int NODES = 4;
    private static final int THREADS_OF_NODE = 4;
    private static final LimitKey HOT = new LimitKey(TenantId.DEFAULT, "it", "hot");

    /** The nodes, and the Redis. */
    private static final class Nodes implements AutoCloseable {

        private final TestRedis redis = TestRedis.start();
        private final List<RedisConnections> connections = new ArrayList<>();
        private final List<RedisRateLimiter> limiters = new ArrayList<>();

        Nodes(UnaryOperator<RedisRateLimiterBuilder> how) {
            for (int i = 0; i < NODES; i++) {
                RedisConnections own = RedisConnections.open(RedisConfig.of(redis.uri()));
                connections.add(own);
                limiters.add(how.apply(RedisRateLimiter.on(own)).build());
            }
        }

        /** {@return how many of so many decisions let through}, by four threads on each node */
        long admitted(int decisions, RateLimit limit) {
            int each = decisions / NODES / THREADS_OF_NODE;
            return Concurrently.run(NODES * THREADS_OF_NODE, thread -> {
                        RedisRateLimiter limiter = limiters.get(thread % NODES);
                        long count = 0;
                        for (int i = 0; i < each; i++) {
                            RateDecision decision =
                                    limiter.acquire(HOT, limit, 1, Deadline.after(Duration.ofMinutes(1)));
                            // What is refused because Redis is too slow here counts as refused.
                            count += decision instanceof RateDecision.Allowed ? 1 : 0;
                        }
                        return count;
                    })
                    .stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        @Override
        public void close() {
            limiters.forEach(RedisRateLimiter::close);
            KeysExpire.check(connections.get(0));
            connections.forEach(RedisConnections::close);
            redis.close();
        }
    }

    private static double formula(RateLimit limit, long nanos) {
        return limit.capacity()
                + (double) limit.refill() * nanos / limit.window().toNanos();
    }

    @Test
    void aMillionDecisionsWithLeasesAreNeverAboveTheFormulaAndHardlyBelow() {
        RateLimit limit = new RateLimit(100_000, 1_000, Duration.ofSeconds(1));
        try (Nodes nodes = new Nodes(builder -> builder.leased().whenAway(AwayPolicy.deny()))) {
            long start = System.nanoTime();
            long admitted = nodes.admitted(1_000_000, limit);
            double most = formula(limit, System.nanoTime() - start);
            long trips = nodes.limiters.stream()
                    .mapToLong(RedisRateLimiter::roundTrips)
                    .sum();
            LOG.info("Leased: {} of at most {} let through in {} round trips", admitted, (long) most, trips);
            assertThat((double) admitted).isLessThanOrEqualTo(most);
            // Kept back for slices: 1,000. In slices that were not used up: 1,600 at most.
            assertThat(admitted).isGreaterThanOrEqualTo(limit.capacity() - 1_000 - 1_600);
            assertThat(trips).isLessThan(1_000_000 / 10);
        }
    }

    @Test
    void fortyThousandExactDecisionsAreNeverAboveTheFormula() {
        RateLimit limit = new RateLimit(10_000, 100, Duration.ofSeconds(1));
        try (Nodes nodes = new Nodes(builder -> builder.whenAway(AwayPolicy.deny()))) {
            long start = System.nanoTime();
            long admitted = nodes.admitted(40_000, limit);
            double most = formula(limit, System.nanoTime() - start);
            LOG.info("Exact: {} of at most {} let through", admitted, (long) most);
            assertThat((double) admitted).isLessThanOrEqualTo(most);
            assertThat(admitted).isGreaterThanOrEqualTo(limit.capacity());
        }
    }

    /** Redis freezes and goes on under load, with leases; what is refused meanwhile says so, and nothing is let through beyond. */
    @Test
    void aRedisThatFreezesUnderLoadLetsNoMoreThrough() {
        RateLimit limit = new RateLimit(2_000, 1_000, Duration.ofSeconds(1));
        LongAdder admitted = new LongAdder();
        LongAdder degraded = new LongAdder();
        AtomicBoolean over = new AtomicBoolean();
        try (Nodes nodes = new Nodes(builder -> builder.leased().whenAway(AwayPolicy.deny()))) {
            long start = System.nanoTime();
            Thread faults = new Thread(() -> {
                Awaitility.await().until(() -> admitted.sum() > 500);
                nodes.redis.freeze();
                Awaitility.await().until(() -> degraded.sum() > 16);
                nodes.redis.thaw();
                long before = admitted.sum();
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> admitted.sum() > before);
                over.set(true);
            });
            faults.start();
            var unused = Concurrently.run(NODES * THREADS_OF_NODE, thread -> {
                RedisRateLimiter limiter = nodes.limiters.get(thread % NODES);
                while (faults.isAlive()) {
                    RateDecision decision = limiter.acquire(HOT, limit, 1, Deadline.after(Duration.ofSeconds(2)));
                    if (decision instanceof RateDecision.Allowed) {
                        admitted.increment();
                    }
                    if (decision.degraded()) {
                        degraded.increment();
                        assertThat(decision).isInstanceOf(RateDecision.Denied.class);
                    }
                }
                return 0;
            });
            double most = formula(limit, System.nanoTime() - start);
            assertThat(over).as("recovered").isTrue();
            assertThat(admitted.doubleValue()).isLessThanOrEqualTo(most);
        }
    }

    @Test
    void withoutRedisEachNodeLetsItsShareThroughAndTheSharedBucketDoesNotHearOfIt() {
        RateLimit limit = RateLimit.of(40, Duration.ofDays(1));
        try (Nodes nodes = new Nodes(builder -> builder.whenAway(AwayPolicy.localShare(NODES)))) {
            Deadline deadline = Deadline.after(Duration.ofMinutes(1));
            RedisRateLimiter first = nodes.limiters.get(0);
            assertThat(first.acquire(HOT, limit, 5, deadline)).isInstanceOf(RateDecision.Allowed.class);
            nodes.redis.freeze();
            // Each finds out for itself that Redis is away, all at the same time.
            var unused = Concurrently.run(NODES, node -> {
                takeTheShare(nodes.limiters.get(node), limit, deadline);
                return 0;
            });
            nodes.redis.thaw();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !first.acquire(HOT, limit, 1, deadline).degraded());
        }
    }

    private static void takeTheShare(RedisRateLimiter limiter, RateLimit limit, Deadline deadline) {
        RateDecision share = limiter.acquire(HOT, limit, 10, deadline);
        assertThat(share).isInstanceOf(RateDecision.Allowed.class);
        assertThat(share.degraded()).isTrue();
        RateDecision more = limiter.acquire(HOT, limit, 1, deadline);
        assertThat(more).isInstanceOf(RateDecision.Denied.class);
        assertThat(more.degraded()).isTrue();
        RateCharge charge = new RateCharge(HOT, limit, 10);
        long before = limiter.roundTrips();
        assertThat(limiter.settle(charge, (RateDecision.Allowed) share, 9, deadline))
                .isTrue();
        assertThat(limiter.roundTrips()).isEqualTo(before);
        assertThat(limiter.acquire(HOT, limit, 1, deadline)).isInstanceOf(RateDecision.Allowed.class);
    }
}
