package dev.parley.redis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.Concurrently;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Slices that a node asks for before it needs them. */
@TestInstance(Lifecycle.PER_CLASS)
class AskedAheadIT {

    private static final RateLimit LIMIT = new RateLimit(100_000, 1_000, Duration.ofSeconds(1));
    private static final int SLICE = 100;

    /** Of 1, 2, 4, 8, 16, 32 and 64. */
    private static final int UNTIL_WHOLE = 127;

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

    @AfterAll
    void stop() {
        KeysExpire.check(connections);
        connections.close();
        redis.close();
    }

    private RedisRateLimiter node() {
        return RedisRateLimiter.on(connections)
                .leased()
                .slice(SLICE)
                .whenAway(AwayPolicy.deny())
                .clock(clock)
                .nanoTime(clock::nanoTime)
                .build();
    }

    private LimitKey key() {
        keys++;
        return new LimitKey(TenantId.DEFAULT, "ahead", "hot-" + keys);
    }

    private void take(RedisRateLimiter node, LimitKey key, int calls, Duration each) {
        for (int i = 0; i < calls; i++) {
            assertThat(node.acquire(key, LIMIT, 1, deadline)).isInstanceOf(RateDecision.Allowed.class);
            clock.advance(each);
        }
    }

    @Test
    void twoSlicesAreAskedForWhenHalfOfOneIsUsedInAHurry() {
        try (RedisRateLimiter node = node()) {
            LimitKey key = key();
            take(node, key, UNTIL_WHOLE, Duration.ofNanos(10_000));
            take(node, key, SLICE / 2, Duration.ofNanos(10_000));
            long before = node.roundTrips();
            take(node, key, 1, Duration.ofNanos(10_000));
            assertThat(node.roundTrips()).isEqualTo(before + 2);
            untilTaken(key, UNTIL_WHOLE + 3 * SLICE);
            // The rest of the first, and half of the next: then one more is asked for.
            take(node, key, SLICE / 2 - 1 + SLICE / 2 - 1, Duration.ZERO);
            assertThat(node.roundTrips()).isEqualTo(before + 2);
            take(node, key, 1, Duration.ZERO);
            assertThat(node.roundTrips()).isEqualTo(before + 3);
        }
    }

    /** The answers came, when what is left says so; a look costs nothing. */
    private void untilTaken(LimitKey key, long taken) {
        try (RedisRateLimiter exact =
                RedisRateLimiter.on(connections).clock(clock).build()) {
            Awaitility.await().untilAsserted(() -> {
                RateDecision.Denied denied =
                        (RateDecision.Denied) exact.acquire(key, LIMIT, LIMIT.capacity() - 1_000, deadline);
                // In a thousandth of a second one comes back; the clock went on by less than two.
                assertThat(denied.retryAfter().toMillis()).isBetween(taken - 3, taken + 3);
            });
        }
    }

    @Test
    void nothingIsAskedForAheadWhenThereIsTime() {
        try (RedisRateLimiter node = node()) {
            LimitKey key = key();
            take(node, key, UNTIL_WHOLE, Duration.ofNanos(10_000));
            take(node, key, 1, Duration.ofMillis(63));
            long before = node.roundTrips();
            take(node, key, SLICE - 1, Duration.ZERO);
            assertThat(node.roundTrips()).isEqualTo(before);
        }
    }

    @Test
    void whatWasAskedForAheadEndsToo() {
        try (RedisRateLimiter node = node()) {
            LimitKey key = key();
            take(node, key, UNTIL_WHOLE + SLICE / 2 + 1, Duration.ofNanos(10_000));
            untilTaken(key, UNTIL_WHOLE + 3 * SLICE);
            long before = node.roundTrips();
            clock.advance(Duration.ofSeconds(1));
            take(node, key, 1, Duration.ZERO);
            assertThat(node.roundTrips()).isEqualTo(before + 1);
        }
    }

    @Test
    void ofManyThreadsNoneIsRefusedAndNoSliceIsAskedForInVain() {
        RateLimit plenty = new RateLimit(1_000_000_000, 1_000_000, Duration.ofSeconds(1));
        int calls = 20_000;
        try (RedisRateLimiter node = RedisRateLimiter.on(connections)
                .leased()
                .whenAway(AwayPolicy.deny())
                .build()) {
            LimitKey key = key();
            var unused = Concurrently.run(8, thread -> {
                for (int i = 0; i < calls; i++) {
                    assertThat(node.acquire(key, plenty, 1, deadline)).isInstanceOf(RateDecision.Allowed.class);
                }
                return 0;
            });
            // Slices of 100, and those that grew or ended: a pause may end what is held.
            assertThat(node.roundTrips()).isLessThan(2 * 8 * calls / SLICE);
        }
    }
}
