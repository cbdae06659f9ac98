package dev.parley.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.redis.TestSentinel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisSentinelIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aNewMasterIsFound(@TempDir Path directory) {
        AtomicInteger heard = new AtomicInteger();
        AtomicInteger losses = new AtomicInteger();
        try (TestSentinel sentinel = TestSentinel.start(directory);
                RedisConnections connections = RedisConnections.open(RedisConfig.of(sentinel.uri()));
                Registration hearing =
                        connections.subscribe("c", message -> heard.incrementAndGet(), losses::incrementAndGet)) {
            assertThat(writes(connections)).isTrue();
            sentinel.killMaster();
            await().atMost(PATIENCE).until(() -> !writes(connections));
            await().atMost(PATIENCE).until(() -> writes(connections));
            await().atMost(PATIENCE).until(() -> {
                connections.publish("c", TestRedis.bytes("x"));
                return heard.get() > 0;
            });
            assertThat(losses).hasPositiveValue();
        }
    }

    private static boolean writes(RedisConnections connections) {
        try {
            connections.call(commands -> commands.set("k", TestRedis.bytes("v")), Deadline.after(PATIENCE));
            return true;
        } catch (ChatException e) {
            return false;
        }
    }
}
