package dev.parley.examples.benchmarks;

import com.alicp.jetcache.MultiLevelCacheBuilder;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.JavaValueDecoder;
import com.alicp.jetcache.support.JavaValueEncoder;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.cache.caffeine.CaffeineCacheManager;

/** Other caches with the same keys and values, each with what its maker calls the ordinary way to build it. */
final class CachePeers implements AutoCloseable {

    private static final long ROOM = 100_000;
    private static final Duration TTL = Duration.ofHours(1);

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> lettuce;
    private final RedissonClient redisson;
    private final Cache<String, String> caffeine =
            Caffeine.newBuilder().maximumSize(ROOM).expireAfterWrite(TTL).build();
    private final org.springframework.cache.Cache spring;
    private final com.alicp.jetcache.Cache<String, String> jetRemote;
    private final com.alicp.jetcache.Cache<String, String> jetBoth;
    private final RMap<String, String> redissonNear;
    private final RMap<String, String> redissonRemote;

    CachePeers(String uri) {
        client = RedisClient.create(uri);
        lettuce = client.connect();
        Config config = new Config();
        config.useSingleServer().setAddress(uri);
        redisson = Redisson.create(config);
        CaffeineCacheManager manager = new CaffeineCacheManager("spring");
        manager.setCaffeine(Caffeine.newBuilder().maximumSize(ROOM).expireAfterWrite(TTL));
        spring = Objects.requireNonNull(manager.getCache("spring"));
        jetRemote = jetRemote();
        jetBoth = MultiLevelCacheBuilder.createMultiLevelCacheBuilder()
                .addCache(
                        CaffeineCacheBuilder.createCaffeineCacheBuilder()
                                .limit((int) ROOM)
                                .expireAfterWrite(TTL.toSeconds(), TimeUnit.SECONDS)
                                .keyConvertor(Function.identity())
                                .buildCache(),
                        jetRemote)
                .buildCache();
        redissonNear = redisson.getLocalCachedMap(LocalCachedMapOptions.<String, String>name("redisson-near")
                .codec(StringCodec.INSTANCE)
                .cacheSize((int) ROOM));
        redissonRemote = redisson.getMap("redisson-remote", StringCodec.INSTANCE);
    }

    private com.alicp.jetcache.Cache<String, String> jetRemote() {
        return RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
                .redisClient(client)
                .keyPrefix("jet:")
                .keyConvertor(Function.identity())
                .valueEncoder(JavaValueEncoder.INSTANCE)
                .valueDecoder(JavaValueDecoder.INSTANCE)
                .expireAfterWrite(TTL.toSeconds(), TimeUnit.SECONDS)
                .buildCache();
    }

    /**
     * Puts into one of them.
     *
     * @param benchmark of which
     */
    void put(String benchmark, String key, String value) {
        switch (benchmark) {
            case "caffeine" -> caffeine.put(key, value);
            case "spring" -> spring.put(key, value);
            case "jetCacheNear" -> jetBoth.put(key, value);
            case "jetCacheRemote" -> jetRemote.put(key, value);
            case "redissonNear" -> redissonNear.fastPut(key, value);
            case "redissonRemote" -> redissonRemote.fastPut(key, value);
            case "lettuce" -> lettuce.sync().set(key, value);
            default -> throw new IllegalArgumentException("No cache is called " + benchmark);
        }
    }

    @Nullable
    String caffeine(String key) {
        return caffeine.getIfPresent(key);
    }

    @Nullable
    String spring(String key) {
        return spring.get(key, String.class);
    }

    @Nullable
    String jetBoth(String key) {
        return jetBoth.get(key);
    }

    @Nullable
    String jetRemote(String key) {
        return jetRemote.get(key);
    }

    @Nullable
    String redissonNear(String key) {
        return redissonNear.get(key);
    }

    @Nullable
    String redissonRemote(String key) {
        return redissonRemote.get(key);
    }

    @Nullable
    String lettuce(String key) {
        return lettuce.sync().get(key);
    }

    @Override
    public void close() {
        redisson.shutdown();
        lettuce.close();
        client.shutdown();
    }
}
