package dev.parley.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.redis.TestRedisCluster;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisClusterIT {

    private static final RedisScript<Long> ADDING = RedisScript.ofNumber(
            "return redis.call('INCRBY', KEYS[1], ARGV[1]) + redis.call('INCRBY', KEYS[2], ARGV[1])");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestRedisCluster cluster;
    private static RedisConnections connections;

    @BeforeAll
    static void open() {
        cluster = TestRedisCluster.start();
        connections = RedisConnections.open(RedisConfig.of(cluster.uri()));
    }

    @AfterAll
    static void close() {
        connections.close();
        cluster.close();
    }

    @Test
    void scriptsRunOnWhicheverNodeHasTheirSlot() {
        for (int i = 0; i < 200; i++) {
            assertThat(add("scripts" + i, 1)).isEqualTo(2);
        }
    }

    @Test
    void whatIsSaidIsHeardFromEveryNode() {
        AtomicInteger heard = new AtomicInteger();
        String oneUri = cluster.uri().substring(cluster.uri().lastIndexOf(',') + 1);
        try (RedisConnections other =
                        RedisConnections.open(RedisConfig.of(oneUri).withCluster());
                Registration hearing = connections.subscribe("c", message -> heard.incrementAndGet(), () -> {})) {
            for (int i = 0; i < 100; i++) {
                (i % 2 == 0 ? other : connections).publish("c", TestRedis.bytes("x"));
            }
            await().untilAsserted(() -> assertThat(heard).hasValue(100));
        }
    }

    @Test
    void aSlotThatMovedIsFollowed() {
        int slot = SlotHash.getSlot("{moving}");
        int from = TestRedisCluster.nodeOf(slot);
        int to = (from + 1) % 3;
        assertThat(add("moving", 1)).isEqualTo(2);
        cluster.moveSlot(slot, from, to, "{moving}:1", "{moving}:2");
        assertThat(add("moving", 1)).isEqualTo(4);
        cluster.moveSlot(slot, to, from, "{moving}:1", "{moving}:2");
        assertThat(add("moving", 1)).isEqualTo(6);
    }

    @Test
    void theOthersGoOnWhenANodeIsKilledAndItIsUsedAgainWhenItIsBack() {
        int victim = TestRedisCluster.nodeOf(SlotHash.getSlot("{victim}"));
        add("victim", 1);
        cluster.kill(victim);
        int others = 0;
        for (int i = 0; i < 30; i++) {
            if (TestRedisCluster.nodeOf(SlotHash.getSlot("{other" + i + "}")) != victim) {
                add("other" + i, 1);
                others++;
            }
            assertThat(connections.away()).isFalse();
        }
        assertThat(others).isPositive();
        cluster.restart(victim);
        await().atMost(PATIENCE).until(() -> adds("victim"));
    }

    @Test
    void theClientOfTheHostStaysOpen() {
        RedisClusterClient client =
                RedisClusterClient.create(RedisConfig.of(cluster.uri()).uris());
        try {
            try (RedisConnections over = RedisConnections.over(client, RedisConfig.of(cluster.uri()))) {
                String answer = over.call(commands -> commands.ping(), deadline());
                assertThat(answer).isEqualTo("PONG");
            }
            client.connect().close();
        } finally {
            client.shutdown();
        }
    }

    private static boolean adds(String tag) {
        try {
            return add(tag, 1) > 0;
        } catch (ChatException e) {
            return false;
        }
    }

    private static long add(String tag, int number) {
        return connections.run(
                ADDING, List.of("{" + tag + "}:1", "{" + tag + "}:2"), deadline(), TestRedis.bytes("" + number));
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(10));
    }
}
