package dev.parley.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.redis.TestRedisCluster;
import dev.parley.testkit.FaultyProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that starts while nobody listens where Redis should be. */
class StartWhileAwayIT {

    private static final String SECRET = "kv7-secret";
    private static final RedisScript<Long> ADDING = RedisScript.ofNumber("return redis.call('INCR', KEYS[1])");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestRedis redis;

    private FaultyProxy proxy;

    @BeforeAll
    static void start() {
        redis = TestRedis.start("requirepass " + SECRET);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void part() {
        proxyTo(redis.port());
    }

    private void proxyTo(int port) {
        proxy = FaultyProxy.to("127.0.0.1", port);
        proxy.refuse();
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private RedisConfig config(String password) {
        return RedisConfig.of("redis://:" + password + "@127.0.0.1:" + proxy.port());
    }

    @Test
    void byDefaultItIsAFailure() {
        assertFails(
                ErrorCode.STORE_UNAVAILABLE,
                () -> RedisConnections.open(config(SECRET)).close());
    }

    @Test
    void withTheChoiceItIsAwayAndWorksWhenItComes() {
        assertComes(config(SECRET).withStartWhileAway());
    }

    @Test
    void soItIsWithACluster() {
        proxy.close();
        String uri = TestRedisCluster.shared().uri();
        proxyTo(Integer.parseInt(uri.substring(uri.lastIndexOf(':') + 1)));
        assertComes(RedisConfig.of("redis://127.0.0.1:" + proxy.port())
                .withCluster()
                .withStartWhileAway());
    }

    private void assertComes(RedisConfig config) {
        List<String> heard = new CopyOnWriteArrayList<>();
        AtomicInteger backs = new AtomicInteger();
        try (RedisConnections connections = RedisConnections.open(config);
                Registration back = connections.whenBack(backs::incrementAndGet);
                Registration hearing =
                        connections.subscribe("c", message -> heard.add("message"), () -> heard.add("loss"))) {
            assertThat(connections.away()).isTrue();
            assertFails(ErrorCode.STORE_UNAVAILABLE, () -> add(connections));
            connections.publish("c", new byte[1]);
            proxy.heal();
            await().atMost(PATIENCE).until(() -> !connections.away());
            assertThat(add(connections)).isPositive();
            await().atMost(PATIENCE).untilAtomic(backs, org.hamcrest.Matchers.is(1));
            await().atMost(PATIENCE).until(() -> heard.contains("loss"));
            connections.publish("c", new byte[1]);
            await().atMost(PATIENCE).until(() -> heard.contains("message"));
            assertThat(List.of(back, hearing)).hasSize(2);
        }
    }

    @Test
    void aPasswordThatIsNotAcceptedIsAFailureEvenSo() {
        proxy.heal();
        assertFails(
                ErrorCode.CONFIGURATION,
                () -> RedisConnections.open(config("wrong").withStartWhileAway())
                        .close());
    }

    @Test
    void itCanBeClosedBeforeRedisComes() {
        RedisConnections connections = RedisConnections.open(config(SECRET).withStartWhileAway());
        connections.close();
        proxy.heal();
        assertFails(ErrorCode.STORE_UNAVAILABLE, () -> add(connections));
        assertThat(proxy.connections()).isZero();
    }

    private static long add(RedisConnections connections) {
        return connections.run(ADDING, List.of("away:n"), Deadline.after(PATIENCE));
    }

    private static void assertFails(ErrorCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
