package dev.parley.redis.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheLookup;
import dev.parley.core.cache.CacheSpec;
import dev.parley.redis.TestRedis;
import dev.parley.redis.TestRedisCluster;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Groups that are spread over several slots, on a Redis alone and in a cluster of three. */
class TwoLevelShardsIT {

    private static final TwoLevelConfig CONFIG = new TwoLevelConfig(8, Duration.ofSeconds(10), 2);
    private static final int GROUPS = 40;

    @Nested
    class InCluster implements RealTimeCaches {

        @Override
        public String uri() {
            return TestRedisCluster.shared().uri();
        }

        @Override
        public TwoLevelConfig config() {
            return CONFIG;
        }
    }

    @Test
    void anEvictionReachesTheOtherNodeFromEachShardAndLeavesTheOtherGroups() {
        try (TestRedis redis = TestRedis.start()) {
            evictEachSecondGroup(redis.uri());
        }
    }

    @Test
    void soItDoesFromEachNodeOfACluster() {
        evictEachSecondGroup(TestRedisCluster.shared().uri());
    }

    /** The bound on staleness does not help: it is longer than the test. */
    private static void evictEachSecondGroup(String uri) {
        try (RedisConnections here = connect(uri);
                RedisConnections there = connect(uri);
                TwoLevelCacheProvider first = TwoLevelCacheProvider.open(here, CONFIG);
                TwoLevelCacheProvider second = TwoLevelCacheProvider.open(there, CONFIG)) {
            Cache<String, String> evicting = first.cache(spec());
            Cache<String, String> other = second.cache(spec());
            List<String> keys =
                    IntStream.range(0, GROUPS).mapToObj(i -> "k" + i).toList();
            assertThat(keys.stream().map(new CacheKeys("parley", "shards", CONFIG.shards())::shardOf))
                    .containsOnly(0, 1, 2, 3, 4, 5, 6, 7);
            keys.forEach(key -> evicting.put(key, "old"));
            await().untilAsserted(() -> assertThat(keys).allMatch(key -> known(other, key)));
            keys.stream().filter(TwoLevelShardsIT::second).forEach(evicting::evictGroup);
            await().untilAsserted(() -> {
                assertThat(keys).filteredOn(key -> known(other, key)).noneMatch(TwoLevelShardsIT::second);
                assertThat(keys).filteredOn(key -> known(evicting, key)).noneMatch(TwoLevelShardsIT::second);
            });
            assertThat(keys).filteredOn(key -> !second(key)).allMatch(key -> known(other, key) && known(evicting, key));
            assertThat(load(other, "k1")).contains("new");
            assertThat(load(evicting, "k1")).contains("new");
            assertThat(evicting.stats().loads()).isZero();
        }
    }

    private static boolean second(String key) {
        return Integer.parseInt(key.substring(1)) % 2 == 1;
    }

    private static boolean known(Cache<String, String> cache, String key) {
        return cache.lookup(key) instanceof CacheLookup.Hit<String>;
    }

    private static Optional<String> load(Cache<String, String> cache, String key) {
        return cache.get(key, (asked, deadline) -> Optional.of("new"), CacheNodes.soon());
    }

    private static CacheSpec<String, String> spec() {
        return CacheNodes.spec("shards", spec -> spec.group(key -> key));
    }

    private static RedisConnections connect(String uri) {
        return RedisConnections.open(new RedisConfig(uri, "parley", Duration.ofSeconds(5), 10_000));
    }
}
