package dev.parley.redis.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheLookup;
import dev.parley.core.cache.CacheSpec;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Loads beforehand, and who misses meanwhile. */
class TwoLevelRefreshIT {

    private static TestRedis redis;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static Optional<String> load(Cache<String, String> cache, String key, String value) {
        return cache.get(key, (asked, deadline) -> Optional.of(value), CacheNodes.soon());
    }

    private static boolean known(Cache<String, String> cache, String value) {
        return cache.lookup("k") instanceof CacheLookup.Hit<String> hit
                && hit.value().equals(value);
    }

    @Test
    void whatIsFoundInRedisNearItsEndIsLoadedAnewAtOnce() throws Exception {
        try (CacheNodes nodes = new CacheNodes(redis.uri())) {
            List<Cache<String, String>> both = nodes.nodes(
                    2, "late", spec -> spec.sharedTtl(Duration.ofSeconds(4)).refreshAhead(0.9));
            load(both.get(0), "k", "old");
            RealTimeCaches.pass(Duration.ofMillis(500));
            assertThat(load(both.get(1), "k", "new")).contains("old");
            await().until(() -> known(both.get(1), "new"));
        }
    }

    @Test
    void aCopyIsLoadedAnewWhenWhatIsInRedisWouldBe() throws Exception {
        try (CacheNodes nodes = new CacheNodes(redis.uri())) {
            List<Cache<String, String>> both = nodes.nodes(
                    2, "copied", spec -> spec.sharedTtl(Duration.ofSeconds(2)).refreshAhead(0.5));
            load(both.get(0), "k", "old");
            RealTimeCaches.pass(Duration.ofMillis(900));
            assertThat(known(both.get(1), "old")).isTrue();
            RealTimeCaches.pass(Duration.ofMillis(300));
            load(both.get(1), "k", "new");
            await().until(() -> known(both.get(1), "new"));
        }
    }

    private static RedisConnections connect() {
        return RedisConnections.open(new RedisConfig(redis.uri(), "parley", Duration.ofSeconds(5), 10_000));
    }

    /** In this process alone, and with one thread for loads beforehand. */
    private static TwoLevelCacheProvider alone(RedisConnections connections, ManualClock clock) {
        return new TwoLevelCacheProvider(
                connections, new TwoLevelConfig(1, Duration.ofSeconds(10), 1), clock::nanoTime);
    }

    private static CacheSpec<String, String> spec() {
        return CacheSpec.<String, String>builder("alone", key -> key)
                .nearTtl(Duration.ofMinutes(1))
                .refreshAhead(0.5)
                .build();
    }

    @Test
    void whoMissesAKeyThatIsBeingLoadedAnewWaitsForThat() throws Exception {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        try (RedisConnections connections = connect();
                TwoLevelCacheProvider provider = alone(connections, clock)) {
            Cache<String, String> cache = provider.cache(spec());
            load(cache, "k", "old");
            clock.advance(Duration.ofSeconds(40));
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            cache.get("k", (key, deadline) -> slowly(begun, gate, "anew"), CacheNodes.soon());
            await().until(() -> begun.getCount() == 0);
            clock.advance(Duration.ofSeconds(25));
            FutureTask<Optional<String>> miss = new FutureTask<>(() -> load(cache, "k", "beside"));
            Thread missing = new Thread(miss);
            missing.start();
            await().until(() -> miss.isDone() || missing.getState() == Thread.State.TIMED_WAITING);
            gate.countDown();
            assertThat(miss.get(20, TimeUnit.SECONDS)).contains("anew");
            assertThat(cache.stats().loads()).isEqualTo(2);
        }
    }

    @Test
    void whoMissesAKeyWhoseLoadHasNotBegunLoadsItAndNobodyElseDoes() throws Exception {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        AtomicInteger anew = new AtomicInteger();
        try (RedisConnections connections = connect();
                TwoLevelCacheProvider provider = alone(connections, clock)) {
            Cache<String, String> cache = provider.cache(spec());
            List.of("busy", "k", "last").forEach(key -> load(cache, key, "old"));
            clock.advance(Duration.ofSeconds(40));
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            cache.get("busy", (key, deadline) -> slowly(begun, gate, "anew"), CacheNodes.soon());
            for (String key : List.of("k", "last")) {
                cache.get(key, (asked, deadline) -> Optional.of("anew" + anew.incrementAndGet()), CacheNodes.soon());
            }
            clock.advance(Duration.ofSeconds(25));
            assertThat(load(cache, "k", "missed")).contains("missed");
            gate.countDown();
            await().until(() -> cache.lookup("last") instanceof CacheLookup.Hit<String>);
            assertThat(cache.lookup("k"))
                    .isInstanceOfSatisfying(
                            CacheLookup.Hit.class,
                            hit -> assertThat(hit.value()).isEqualTo("missed"));
            assertThat(anew).hasValue(1);
        }
    }

    private static Optional<String> slowly(CountDownLatch begun, CountDownLatch gate, String value) {
        begun.countDown();
        try {
            assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Optional.of(value);
    }
}
