package dev.parley.redis.delivery;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.store.ChatStore;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.NodesContract;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Engines of one process on one store in memory that tell each other over Redis alone. */
class RedisNodesIT implements NodesContract {

    private static TestRedis redis;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    public Nodes createNodes() {
        ChatStore store = ChatStore.inMemory(InstantSource.system());
        List<RedisConnections> connections = new ArrayList<>();
        return new Nodes() {
            @Override
            public ChatStore newStore() {
                return store;
            }

            @Override
            public EventBus newBus() {
                RedisConnections opened = RedisConnections.open(RedisConfig.of(redis.uri()));
                connections.add(opened);
                return RedisEventBus.on(opened);
            }

            @Override
            public void close() {
                connections.forEach(RedisConnections::close);
                store.close();
            }
        };
    }
}
