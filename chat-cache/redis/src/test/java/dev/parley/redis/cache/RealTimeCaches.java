package dev.parley.redis.cache;

import dev.parley.core.cache.CacheProvider;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.CacheContract;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/** The contract for nodes on a Redis, whose time no test can set. */
interface RealTimeCaches extends CacheContract {

    /** Of the Redis. */
    String uri();

    TwoLevelConfig config();

    @Override
    default CacheSystem createSystem(ManualClock clock) {
        return new Nodes(uri(), config());
    }

    @Override
    default Duration unit() {
        return Duration.ofMillis(400);
    }

    @Override
    default void pass(ManualClock clock, Duration time) {
        pass(time);
    }

    /** A little more than that: Redis counts whole milliseconds, and keeps a value for the one in which its time is over. */
    static void pass(Duration time) {
        long until = System.nanoTime() + time.plusMillis(10).toNanos();
        while (until - System.nanoTime() > 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    /** Opened one by one. Not thread-safe. */
    final class Nodes implements CacheSystem {

        private final String uri;
        private final TwoLevelConfig config;
        private final Deque<AutoCloseable> open = new ArrayDeque<>();

        private Nodes(String uri, TwoLevelConfig config) {
            this.uri = uri;
            this.config = config;
        }

        @Override
        public CacheProvider newNode() {
            RedisConnections connections =
                    RedisConnections.open(new RedisConfig(uri, "parley", Duration.ofSeconds(5), 10_000));
            open.push(connections);
            TwoLevelCacheProvider provider = TwoLevelCacheProvider.open(connections, config);
            open.push(provider);
            return provider;
        }

        @Override
        public void close() {
            try {
                while (!open.isEmpty()) {
                    open.pop().close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
