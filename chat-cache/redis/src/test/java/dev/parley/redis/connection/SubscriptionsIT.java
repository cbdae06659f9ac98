package dev.parley.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import io.lettuce.core.KillArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SubscriptionsIT {

    private static TestRedis redis;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void aMessageReachesEveryListenerInOrderEvenIfOneThrows() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (RedisConnections here = RedisConnections.open(RedisConfig.of(redis.uri()));
                RedisConnections there = RedisConnections.open(RedisConfig.of(redis.uri()));
                Registration failing = here.subscribe(
                        "c",
                        message -> {
                            throw new IllegalStateException("on purpose");
                        },
                        () -> heard.add("loss"));
                Registration broken = here.subscribe(
                        "c",
                        message -> {
                            throw new NoClassDefFoundError("on purpose");
                        },
                        () -> heard.add("loss"));
                Registration hearing =
                        here.subscribe("c", message -> heard.add(text(message)), () -> heard.add("loss"))) {
            for (int i = 0; i < 100; i++) {
                there.publish("c", TestRedis.bytes("" + i));
            }
            await().until(() -> heard.size() >= 100);
            assertThat(heard).hasSize(100).startsWith("0", "1").endsWith("98", "99");
            hearing.close();
            failing.close();
            broken.close();
            there.publish("c", TestRedis.bytes("late"));
            assertThat(listeners(there, "c")).isZero();
            assertThat(heard).hasSize(100);
        }
    }

    @Test
    void aReconnectIsToldAsALossAndMessagesComeAgain() {
        List<String> heard = new CopyOnWriteArrayList<>();
        AtomicInteger losses = new AtomicInteger();
        try (RedisConnections here = RedisConnections.open(RedisConfig.of(redis.uri()));
                RedisConnections there = RedisConnections.open(RedisConfig.of(redis.uri()));
                Registration hearing =
                        here.subscribe("d", message -> heard.add(text(message)), losses::incrementAndGet)) {
            there.call(commands -> commands.clientKill(KillArgs.Builder.typePubsub()), deadline());
            await().untilAtomic(losses, org.hamcrest.Matchers.is(1));
            there.publish("d", TestRedis.bytes("again"));
            await().until(() -> heard.equals(List.of("again")));
            assertThat(losses).hasValue(1);
            assertThat(hearing).isNotNull();
        }
    }

    private static long listeners(RedisConnections connections, String channel) {
        return connections
                .call(commands -> commands.pubsubNumsub(channel), deadline())
                .get(channel);
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
