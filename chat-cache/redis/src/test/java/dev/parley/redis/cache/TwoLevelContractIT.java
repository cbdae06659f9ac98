package dev.parley.redis.cache;

import dev.parley.core.cache.CacheProvider;
import dev.parley.redis.TestRedis;
import dev.parley.testkit.CacheContract;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Two nodes on one Redis, whose time no test can set. */
class TwoLevelContractIT implements CacheContract {

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
    public CacheSystem createSystem(ManualClock clock) {
        CacheNodes nodes = new CacheNodes(redis.uri());
        return new CacheSystem() {
            @Override
            public CacheProvider newNode() {
                return nodes.node();
            }

            @Override
            public void close() {
                try {
                    nodes.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    @Override
    public Duration unit() {
        return Duration.ofMillis(400);
    }

    @Override
    public void pass(ManualClock clock, Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (until - System.nanoTime() > 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
