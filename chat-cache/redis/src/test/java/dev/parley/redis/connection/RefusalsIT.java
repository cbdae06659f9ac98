package dev.parley.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.core.delivery.Signal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.redis.TestRedis;
import dev.parley.redis.delivery.RedisEventBus;
import dev.parley.testkit.FaultyProxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What Redis refuses does not pass by itself, so the log tells it: once, and without a secret. */
class RefusalsIT {

    private static final String SECRET = "correct-canary";
    private static final UserId ANN = new UserId("ann");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestRedis redis;

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.parley.redis");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeAll
    static void start() {
        // As the users of Redis 7 are by default: without a single channel.
        redis = TestRedis.start("user default off", "user deaf on >" + SECRET + " ~* resetchannels +@all");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    private static RedisConfig config(String password, int port) {
        return RedisConfig.of("redis://deaf:" + password + "@127.0.0.1:" + port);
    }

    private List<String> warnings(String words) {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(words))
                .toList();
    }

    private void assertSaidOnce(String words, String why) {
        await().atMost(PATIENCE).until(() -> !warnings(words).isEmpty());
        assertThat(warnings(words)).singleElement().asString().contains(why).doesNotContain("canary");
    }

    @Test
    void whoMayNotListenIsTold() {
        try (RedisConnections connections = RedisConnections.open(config(SECRET, redis.port()));
                Registration first = connections.subscribe("a", message -> {}, () -> {});
                Registration second = connections.subscribe("b", message -> {}, () -> {})) {
            assertThat(List.of(first, second)).hasSize(2);
            assertSaidOnce("Nothing can be heard", "NOPERM");
        }
    }

    @Test
    void whoMayNotSendSignalsIsTold() {
        try (RedisConnections connections = RedisConnections.open(config(SECRET, redis.port()));
                RedisEventBus bus = RedisEventBus.on(connections)) {
            bus.publish(
                    new Signal.UserTyping(ConversationId.derived(TenantId.DEFAULT, ANN, new IdempotencyKey("k")), ANN));
            assertSaidOnce("Signals can't be sent", "NOPERM");
        }
    }

    @Test
    void whoIsRefusedWhenRedisComesIsTold() {
        try (FaultyProxy proxy = FaultyProxy.to("127.0.0.1", redis.port())) {
            proxy.refuse();
            RedisConfig config = config("wrong-canary", proxy.port()).withStartWhileAway();
            try (RedisConnections connections = RedisConnections.open(config)) {
                proxy.heal();
                assertSaidOnce("Redis can't be used", "WRONGPASS");
                assertThat(connections.away()).isTrue();
            }
        }
    }
}
