package dev.parley.redis.delivery;

import dev.parley.redis.TestRedis;
import dev.parley.testkit.EventBusContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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
        return new RedisBuses(redis.uri());
    }
}
