package dev.parley.redis.cache;

import dev.parley.core.cache.CacheProvider;
import dev.parley.redis.TestRedis;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** One node alone on a Redis: what it evicts it hears of only itself. */
class OneNodeContractIT implements RealTimeCaches {

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

    @Override
    public CacheSystem createSystem(ManualClock clock) {
        CacheSystem nodes = RealTimeCaches.super.createSystem(clock);
        CacheProvider only = nodes.newNode();
        return new CacheSystem() {
            @Override
            public CacheProvider newNode() {
                return only;
            }

            @Override
            public void close() {
                nodes.close();
            }
        };
    }
}
