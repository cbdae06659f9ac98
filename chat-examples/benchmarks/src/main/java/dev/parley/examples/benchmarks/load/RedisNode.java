package dev.parley.examples.benchmarks.load;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.redis.cache.JacksonCodec;
import dev.parley.redis.cache.TwoLevelCacheProvider;
import dev.parley.redis.cache.TwoLevelConfig;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.redis.delivery.RedisEventBus;
import dev.parley.redis.ratelimit.AwayPolicy;
import dev.parley.redis.ratelimit.RedisRateLimiter;
import java.time.Duration;

/** What a server has that uses Redis, with the defaults. */
final class RedisNode implements AutoCloseable {

    static final int NODES = 2;
    static final Duration STALENESS = Duration.ofSeconds(2);

    private final RedisConnections connections;
    private final TwoLevelCacheProvider provider;
    private final RateLimiter exact;
    private final RateLimiter leased;
    private final Cache<Long, Long> cache;
    private final EventBus bus;

    RedisNode(int port) {
        connections = RedisConnections.open(RedisConfig.of("redis://127.0.0.1:" + port));
        AwayPolicy policy = AwayPolicy.localShare(NODES);
        exact = RedisRateLimiter.on(connections).whenAway(policy).build();
        leased = RedisRateLimiter.on(connections).whenAway(policy).leased().build();
        provider = TwoLevelCacheProvider.open(connections, TwoLevelConfig.defaults());
        cache = provider.cache(CacheSpec.<Long, Long>builder("faults", key -> Long.toString(key))
                .staleness(STALENESS)
                .codec(JacksonCodec.of(Long.class, 1))
                .build());
        bus = RedisEventBus.on(connections);
    }

    RateLimiter exact() {
        return exact;
    }

    RateLimiter leased() {
        return leased;
    }

    Cache<Long, Long> cache() {
        return cache;
    }

    EventBus bus() {
        return bus;
    }

    @Override
    public void close() {
        bus.close();
        provider.close();
        leased.close();
        exact.close();
        connections.close();
    }
}
