package dev.parley.redis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class LeasedLimitsIT {

    /** Slices keep back 100 of it: a tenth of a second. */
    private static final RateLimit LIMIT = RateLimit.of(1_000, Duration.ofSeconds(1));

    private static final int SLICE = 50;

    private final Deadline deadline = Deadline.after(Duration.ofMinutes(10));
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private TestRedis redis;
    private RedisConnections connections;
    private int keys;

    @BeforeAll
    void start() {
        redis = TestRedis.start();
        connections = RedisConnections.open(Patient.config(redis.uri()));
    }

    @AfterEach
    void everyKeyExpires() {
        KeysExpire.check(connections);
    }

    @AfterAll
    void stop() {
        connections.close();
        redis.close();
    }

    /** Asks only when it has to, so that its round trips are known. */
    private RedisRateLimiter node() {
        return node(0);
    }

    private RedisRateLimiter node(int ahead) {
        return RedisRateLimiter.on(connections)
                .leased()
                .slice(SLICE)
                .ahead(ahead)
                .whenAway(AwayPolicy.deny())
                .clock(clock)
                .nanoTime(clock::nanoTime)
                .build();
    }

    private LimitKey key() {
        keys++;
        return new LimitKey(TenantId.DEFAULT, "it", "hot-" + keys);
    }

    private boolean admits(RedisRateLimiter node, LimitKey key) {
        return node.acquire(key, LIMIT, 1, deadline) instanceof RateDecision.Allowed;
    }

    private long burst(RedisRateLimiter node, LimitKey key) {
        long admitted = 0;
        while (admits(node, key)) {
            admitted++;
        }
        return admitted;
    }

    /** Takes calls until the node asks for slices of full size. */
    private void heat(RedisRateLimiter node, LimitKey key) {
        for (int i = 0; i < 63; i++) {
            assertThat(admits(node, key)).isTrue();
            clock.advance(Duration.ofNanos(10_000));
        }
    }

    @Test
    void aHotKeyIsDecidedHereAndAColdOneInRedis() {
        try (RedisRateLimiter node = node()) {
            LimitKey hot = key();
            heat(node, hot);
            // Slices of 1, 2, 4, 8, 16, 32.
            assertThat(node.roundTrips()).isEqualTo(6);
            LimitKey cold = key();
            for (int i = 0; i < 5; i++) {
                admits(node, cold);
                clock.advance(Duration.ofSeconds(1));
            }
            assertThat(node.roundTrips()).isEqualTo(6 + 5);
        }
    }

    @Test
    void aSmallLimitIsExact() {
        RateLimit small = new RateLimit(999, 1, Duration.ofMinutes(1));
        RateLimit fast = RateLimit.of(1_000, Duration.ofMillis(100));
        try (RedisRateLimiter node = node()) {
            for (RateLimit limit : List.of(small, fast)) {
                LimitKey key = key();
                long before = node.roundTrips();
                for (int i = 0; i < 20; i++) {
                    node.acquire(key, limit, 1, deadline);
                }
                assertThat(node.roundTrips() - before).isEqualTo(20);
                RateDecision rest = node.acquire(key, limit, limit.capacity() - 20, deadline);
                assertThat(rest)
                        .isEqualTo(new RateDecision.Allowed(
                                0, limit.equals(small) ? Duration.ofMinutes(999) : Duration.ofMillis(100), false));
            }
        }
    }

    @Test
    void aRefusalIsRememberedUntilItsTime() {
        try (RedisRateLimiter node = node()) {
            LimitKey key = key();
            assertThat(burst(node, key)).isEqualTo(900);
            long before = node.roundTrips();
            RateDecision.Denied denied = (RateDecision.Denied) node.acquire(key, LIMIT, 1, deadline);
            assertThat(node.roundTrips()).isEqualTo(before);
            assertThat(denied.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofMillis(2));
            clock.advance(denied.retryAfter());
            assertThat(admits(node, key)).isTrue();
        }
    }

    @Test
    void aRefusalIsForgottenWhenSomethingIsGivenBack() {
        RateCharge most = new RateCharge(key(), RateLimit.TOKENS, 99_990);
        RateCharge more = new RateCharge(most.key(), RateLimit.TOKENS, 50);
        try (RedisRateLimiter node = node()) {
            RateDecision.Allowed allowed = (RateDecision.Allowed) node.acquireAll(List.of(most), deadline);
            assertThat(node.acquireAll(List.of(more), deadline)).isInstanceOf(RateDecision.Denied.class);
            assertThat(node.settle(most, allowed, 99_000, deadline)).isTrue();
            assertThat(node.acquireAll(List.of(more), deadline)).isInstanceOf(RateDecision.Allowed.class);
        }
    }

    @Test
    void anEndedSliceIsNotUsedAndNotDoubled() {
        try (RedisRateLimiter node = node()) {
            LimitKey key = key();
            heat(node, key);
            assertThat(admits(node, key)).isTrue();
            long before = node.roundTrips();
            clock.advance(Duration.ofMillis(98));
            assertThat(admits(node, key)).isTrue();
            assertThat(node.roundTrips()).isEqualTo(before);
            clock.advance(Duration.ofMillis(1));
            assertThat(admits(node, key)).isTrue();
            assertThat(node.roundTrips()).isEqualTo(before + 1);
        }
    }

    @Test
    void closingGivesBackWhatDidNotFlowOffMeanwhile() {
        LimitKey key = key();
        RedisRateLimiter node = node();
        heat(node, key);
        assertThat(admits(node, key)).isTrue();
        clock.advance(Duration.ofMillis(10));
        node.close();
        // 64 were used and 10 came back; of the other 49 of the slice as many less were given back.
        try (RedisRateLimiter exact =
                RedisRateLimiter.on(connections).clock(clock).build()) {
            RateDecision.Allowed rest = (RateDecision.Allowed) exact.acquire(key, LIMIT, 1, deadline);
            assertThat(rest.remaining()).isCloseTo(900 - 64 - 1, within(1L));
        }
    }

    @Test
    void ofSeveralChargesAllAreTakenOrNone() {
        RateLimit small = RateLimit.of(3, Duration.ofMinutes(1));
        try (RedisRateLimiter node = node()) {
            LimitKey hot = key();
            LimitKey other = key();
            heat(node, hot);
            assertThat(admits(node, hot)).isTrue();
            List<RateCharge> charges = List.of(new RateCharge(hot, LIMIT, 1), new RateCharge(other, small, 1));
            for (int i = 0; i < 3; i++) {
                assertThat(node.acquireAll(charges, deadline)).isInstanceOf(RateDecision.Allowed.class);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(node.acquireAll(charges, deadline))
                        .isEqualTo(new RateDecision.Denied(1, Duration.ofSeconds(20), false));
            }
            long before = node.roundTrips();
            for (int i = 0; i < 46; i++) {
                assertThat(admits(node, hot)).isTrue();
            }
            assertThat(node.roundTrips()).isEqualTo(before);
        }
    }

    @Test
    void anotherLimitHoldsAtOnceAndWhatWasTakenStaysTaken() {
        RateLimit larger = new RateLimit(2_000, 1_000, Duration.ofSeconds(1));
        try (RedisRateLimiter node = node()) {
            LimitKey key = key();
            long taken = burst(node, key);
            RateDecision.Allowed allowed = (RateDecision.Allowed) node.acquire(key, larger, 1, deadline);
            assertThat(allowed.remaining()).isBetween(2_000 - 200 - taken - 60, 2_000 - 200 - taken);
            assertThat(node.acquire(key, LIMIT, 1, deadline)).isInstanceOf(RateDecision.Denied.class);
        }
    }

    @Test
    void aResetMakesItWhole() {
        try (RedisRateLimiter node = node()) {
            LimitKey key = key();
            burst(node, key);
            assertThat(node.reset(key, deadline)).isTrue();
            assertThat(burst(node, key)).isEqualTo(900);
        }
    }

    /** If all that is left went back, what flowed off meanwhile would be there twice: nodes that use nothing would gain it. */
    @Test
    void handingASliceToAndFroGainsNothing() {
        RateLimit limit = new RateLimit(10_000, 1_000, Duration.ofSeconds(1));
        Gauge gauge = new Gauges(new LeaseTerms(Duration.ofMillis(100), SLICE, 1_000, 10, 0)).of(limit);
        SharedBuckets buckets = new SharedBuckets(connections, clock);
        String name = buckets.keys().of(key());
        Answer.Granted held = (Answer.Granted) buckets.take(new Ask(name, gauge, 1, 2_000, 0, 0), deadline);
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofMillis(98));
            Answer.Granted next = (Answer.Granted) buckets.take(new Ask(name, gauge, 1, 2_000, 0, 0), deadline);
            buckets.force(name, gauge.returning(held.taken(0), held.at(0)), deadline);
            held = next;
        }
        assertThat(held.taken(0)).isGreaterThan(800);
        Answer.Granted last = (Answer.Granted) buckets.take(Ask.exactly(name, gauge, 1), deadline);
        assertThat(held.taken(0) + 1 + last.remaining(0)).isBetween(9_000L, 10_000L);
    }

    /** Nodes come, go, die with their slices and lose answers; the time goes on by steps of every size. */
    @Test
    void inNoTimeMoreIsLetThroughThanTheFormulaSays() {
        for (int seed = 1; seed <= 12; seed++) {
            int ahead = seed % 3;
            Random random = new Random(seed);
            LimitKey key = key();
            List<RedisRateLimiter> nodes = new ArrayList<>(List.of(node(ahead), node(ahead), node(ahead), node(ahead)));
            Meter meter = new Meter(LIMIT, clock.nanoTime());
            long start = clock.nanoTime();
            for (int i = 0; i < 250; i++) {
                int which = random.nextInt(nodes.size());
                RedisRateLimiter node = nodes.get(which);
                switch (random.nextInt(12)) {
                    case 0 -> nodes.set(which, node(ahead));
                    case 1 -> {
                        node.close();
                        nodes.set(which, node(ahead));
                    }
                    case 2 -> lose(node, key, meter);
                    default -> run(node, key, random, meter);
                }
                clock.advance(Duration.ofNanos((long) (100 * Math.pow(10, 7.2 * random.nextDouble()))));
            }
            assertThat(meter.excess()).as("seed %d", seed).isLessThanOrEqualTo(1e-6);
            double most = LIMIT.capacity() + (clock.nanoTime() - start) / 1e6;
            assertThat((double) meter.total()).as("seed %d", seed).isGreaterThan(0.3 * most);
        }
    }

    private void run(RedisRateLimiter node, LimitKey key, Random random, Meter meter) {
        int calls = random.nextInt(random.nextInt(8) == 0 ? 1_500 : 150);
        for (int i = 0; i < calls; i++) {
            long cost = 1L + random.nextInt(3);
            if (node.acquire(key, LIMIT, cost, deadline) instanceof RateDecision.Allowed) {
                meter.admitted(cost, clock.nanoTime());
            }
        }
    }

    /** Redis carries it out, but no node hears so; and a node gives back without an answer. */
    private void lose(RedisRateLimiter node, LimitKey key, Meter meter) {
        SharedBuckets buckets = new SharedBuckets(connections, clock);
        Gauge gauge = new Gauges(new LeaseTerms(Duration.ofSeconds(1), SLICE, 1_000, 10, 0)).of(LIMIT);
        buckets.take(new Ask(buckets.keys().of(key), gauge, 1, SLICE, 0, 0), deadline);
        if (node.acquire(key, LIMIT, 5, Deadline.after(Duration.ZERO)) instanceof RateDecision.Allowed) {
            meter.admitted(5, clock.nanoTime());
        }
    }
}
