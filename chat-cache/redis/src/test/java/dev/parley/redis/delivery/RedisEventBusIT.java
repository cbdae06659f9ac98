package dev.parley.redis.delivery;

import dev.parley.core.delivery.EventBus;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.EventBusContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Each bus has connections of its own, as those of several processes have. */
class RedisEventBusIT implements EventBusContract {

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
    public EventBusSystem createSystem() {
        List<RedisConnections> connections = new ArrayList<>();
        List<EventBus> buses = new ArrayList<>();
        return new EventBusSystem() {
            @Override
            public EventBus newBus() {
                RedisConnections opened = RedisConnections.open(RedisConfig.of(redis.uri()));
                connections.add(opened);
                EventBus bus = RedisEventBus.on(opened);
                buses.add(bus);
                return bus;
            }

            @Override
            public void close() {
                buses.forEach(EventBus::close);
                connections.forEach(RedisConnections::close);
            }
        };
    }
}
