package dev.parley.redis.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorKind;
import dev.parley.core.lease.Leadership;
import dev.parley.core.lease.Lease;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.lease.Leases.Acquisition;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.LeasesContract;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisLeasesIT implements LeasesContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static TestRedis redis;
    private static RedisConnections connections;

    @BeforeAll
    static void open() {
        redis = TestRedis.start();
        // Patient: 64 threads that begin at once may wait for each other on a busy machine.
        connections = RedisConnections.open(new RedisConfig(redis.uri(), "parley", Duration.ofSeconds(10), 1_000));
    }

    @AfterAll
    static void close() {
        connections.close();
        redis.close();
    }

    @Override
    public Leases createLeases() {
        return RedisLeases.on(connections);
    }

    @Override
    public void passTime(Duration by) {
        RedisTimes.pass(connections, by);
    }

    private static Deadline soon() {
        return Deadline.after(MINUTE);
    }

    private static LeaseName fresh() {
        return new LeaseName("test-" + UUID.randomUUID());
    }

    private static Lease granted(RedisConnections over, LeaseName name) {
        return ((Acquisition.Granted) RedisLeases.on(over).acquire(name, "node", MINUTE, soon())).lease();
    }

    /** As when it was restarted without its data, or an empty replica took over. */
    @Test
    void aRedisThatHasLostItsDataGivesNoTokenAgain() {
        LeaseName name = fresh();
        Lease lost = granted(connections, name);
        connections.call(commands -> commands.flushall(), soon());
        assertThat(createLeases().renew(lost, soon())).isFalse();
        assertThat(granted(connections, name).token()).isGreaterThan(lost.token());
    }

    @Test
    void tokensGrowWhenTheClockGoesBack() {
        LeaseName name = fresh();
        Lease lease = granted(connections, name);
        passTime(MINUTE.negated());
        String key = "parley:lease:{" + name.value() + "}";
        long later = lease.token() + 1_000_000_000L;
        connections.call(commands -> commands.hset(key, "token", TestRedis.bytes("" + later)), soon());
        assertThat(createLeases().release(new Lease(name, "node", later, MINUTE), soon()))
                .isTrue();
        passTime(MINUTE.negated());
        assertThat(granted(connections, name).token()).isEqualTo(later + 1);
    }

    @Test
    void keysOfLeasesThatAreOverAreForgottenByThemselves() {
        LeaseName name = fresh();
        Lease lease = granted(connections, name);
        String key = "parley:lease:{" + name.value() + "}";
        assertThat(millisLeft(key)).isBetween(86_400_000L, 86_400_000L + MINUTE.toMillis());
        createLeases().release(lease, soon());
        assertThat(millisLeft(key)).isBetween(1L, 86_400_000L);
    }

    private static long millisLeft(String key) {
        return connections.call(commands -> commands.pttl(key), soon());
    }

    @Test
    void systemsOnOneRedisAreApart() {
        LeaseName name = fresh();
        RedisConfig config = RedisConfig.of(redis.uri());
        try (RedisConnections others =
                RedisConnections.open(new RedisConfig(config.uri(), "other", config.timeout(), config.queue()))) {
            granted(connections, name);
            granted(others, name);
        }
    }

    /** A Redis that is killed: whoever asks is told, and who led leads no longer than its term. */
    @Test
    void nobodyBelievesToHoldWhatTheyCannotAskFor() {
        TestRedis own = TestRedis.start();
        Duration term = Duration.ofSeconds(2);
        LeaseName name = fresh();
        try (RedisConnections over = RedisConnections.open(RedisConfig.of(own.uri()));
                Leadership leadership = Leadership.seek(RedisLeases.on(over), name, "leader", term)) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(leadership::isLeader);
            Leases leases = RedisLeases.on(over);
            Lease lease = granted(over, fresh());
            own.close();
            for (int i = 0; i < 3; i++) {
                assertUnavailable(() -> leases.acquire(name, "other", MINUTE, soon()));
                assertUnavailable(() -> leases.renew(lease, soon()));
                assertUnavailable(() -> leases.release(lease, soon()));
            }
            Awaitility.await().atMost(term.multipliedBy(5)).until(() -> !leadership.isLeader());
        } finally {
            own.close();
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code().kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    }
}
