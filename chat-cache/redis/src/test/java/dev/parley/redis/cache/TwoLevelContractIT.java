package dev.parley.redis.cache;

import dev.parley.redis.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Two nodes on one Redis. */
class TwoLevelContractIT implements RealTimeCaches {

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
    public String uri() {
        return redis.uri();
    }

    @Override
    public TwoLevelConfig config() {
        return new TwoLevelConfig(1, Duration.ofSeconds(10), 2);
    }
}
