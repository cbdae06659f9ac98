package dev.parley.redis.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheLookup;
import dev.parley.core.cache.CacheStats;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.redis.TestRedis;
import io.lettuce.core.KillArgs;
import io.lettuce.core.ScriptOutputType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are lost, and a Redis that goes away and comes back. */
class TwoLevelFaultsIT {

    private static final int INVALIDATIONS = 1_000 * Integer.getInteger("parley.rounds", 1);
    private static final int KEYS = 50;
    private static final Duration BOUND = Duration.ofSeconds(1);

    private static Optional<String> read(Cache<String, String> cache, Versions versions, String key) {
        return cache.get(key, versions::load, CacheNodes.soon());
    }

    /** F5, with many short cuts instead of one long one: a copy is loaded between them, and its eviction is not heard. */
    @Test
    void f5NothingStaleAfterAReconnectAndNothingOlderThanTheBoundBefore() throws Exception {
        try (TestRedis redis = TestRedis.start();
                CacheNodes nodes = new CacheNodes(redis.uri())) {
            List<Cache<String, String>> caches = nodes.nodes(2, "f5", spec -> spec.staleness(BOUND));
            Versions versions = new Versions(BOUND);
            AtomicBoolean over = new AtomicBoolean();
            Thread reader = new Thread(() -> {
                for (int i = 0; !over.get(); i++) {
                    versions.check("k" + i % KEYS, key -> read(caches.get(1), versions, key));
                }
            });
            reader.start();
            for (int i = 0; i < INVALIDATIONS; i++) {
                if (i % 10 == 0) {
                    nodes.redis().clientKill(KillArgs.Builder.typePubsub());
                }
                versions.change("k" + i % KEYS, caches.get(0)::evict);
            }
            await().until(() -> nodes.redis().pubsubNumsub("parley:cache:f5").get("parley:cache:f5") == 2);
            long heard = caches.get(1).stats().near().invalidations();
            caches.get(0).evict("the last");
            await().until(() -> caches.get(1).stats().near().invalidations() > heard);
            over.set(true);
            reader.join();
            assertThat(versions.tooOld()).isEmpty();
            for (int i = 0; i < KEYS; i++) {
                assertThat(read(caches.get(1), versions, "k" + i)).contains(versions.current("k" + i));
            }
        }
    }

    /** The subscription lives, but says nothing of some evictions. */
    @Test
    void anEvictionThatNobodyWasToldOfCostsNoMoreThanTheBound() throws Exception {
        try (TestRedis redis = TestRedis.start();
                CacheNodes nodes = new CacheNodes(redis.uri())) {
            List<Cache<String, String>> caches = nodes.nodes(2, "silent", spec -> spec.staleness(BOUND));
            Versions versions = new Versions(BOUND);
            read(caches.get(0), versions, "k");
            read(caches.get(1), versions, "k");
            nodes.redis()
                    .eval(
                            "local s = redis.call('GET', KEYS[1]) "
                                    + "redis.call('SET', KEYS[1], string.sub(s, 1, 8) .. string.format('%.0f', string.sub(s, 9) + 1)) "
                                    + "return redis.call('DEL', KEYS[2])",
                            ScriptOutputType.INTEGER, "parley:cache:{silent.00}:e", "parley:cache:{silent.00}:v:k");
            versions.change("k", key -> {});
            await().atMost(BOUND.multipliedBy(5))
                    .until(() -> read(caches.get(1), versions, "k").equals(Optional.of(versions.current("k"))));
        }
    }

    @Test
    void aRedisThatComesBackWithOldDataIsNotBelieved(@TempDir Path directory) throws Exception {
        try (TestRedis redis = TestRedis.start("dir " + directory);
                CacheNodes nodes = new CacheNodes(redis.uri(), Duration.ofMillis(500))) {
            List<Cache<String, String>> caches = nodes.nodes(2, "old", spec -> spec.staleness(BOUND));
            Versions versions = new Versions(BOUND);
            for (int i = 0; i < KEYS; i++) {
                read(caches.get(i % 2), versions, "k" + i);
            }
            nodes.redis().save();
            AtomicBoolean over = new AtomicBoolean();
            Thread reader = new Thread(() -> {
                for (int i = 0; !over.get(); i++) {
                    versions.check("k" + i % KEYS, key -> read(caches.get(1), versions, key));
                }
            });
            reader.start();
            for (int i = 0; i < KEYS; i++) {
                versions.change("k" + i, caches.get(0)::evict);
            }
            redis.kill();
            for (int i = 0; i < KEYS / 2; i++) {
                versions.change("k" + i, caches.get(0)::evict);
            }
            redis.restart();
            long before = askedOfRedis(caches.get(0));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                read(caches.get(0), versions, "k1");
                caches.get(1).evict("unrelated");
                return askedOfRedis(caches.get(0)) > before;
            });
            long soFar = versions.reads();
            await().atMost(Duration.ofSeconds(30)).until(() -> versions.reads() > soFar + 2 * KEYS);
            over.set(true);
            reader.join();
            assertThat(versions.failures()).isEmpty();
            assertThat(versions.tooOld()).isEmpty();
        }
    }

    /** More than are remembered one by one, while Redis stands still: then all that it has counts as evicted. */
    @Test
    void moreEvictionsThanAreRememberedAreToldAsOneOfEverything() throws Exception {
        int many = 1_100;
        try (TestRedis redis = TestRedis.start();
                CacheNodes nodes = new CacheNodes(redis.uri(), Duration.ofMillis(200))) {
            List<Cache<String, String>> caches = nodes.nodes(2, "many", spec -> spec.staleness(BOUND));
            Versions versions = new Versions(BOUND);
            List<String> asked = List.of("k0", "k" + (many - 1), "never evicted");
            caches.forEach(cache -> asked.forEach(key -> read(cache, versions, key)));
            redis.freeze();
            for (int i = 0; i < many; i++) {
                versions.change("k" + i, caches.get(0)::evict);
            }
            redis.thaw();
            for (Cache<String, String> cache : caches) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(asked)
                                .allSatisfy(key ->
                                        assertThat(read(cache, versions, key)).contains(versions.current(key))));
            }
            // What is loaded while Redis is not asked yet is kept in one process alone.
            AtomicInteger number = new AtomicInteger();
            await().until(() -> {
                String another = "another " + number.incrementAndGet();
                read(caches.get(0), versions, another);
                return caches.get(1).lookup(another) instanceof CacheLookup.Hit<String>;
            });
        }
    }

    /** Its time in Redis is over, so who writes there tells nobody. */
    @Test
    void noCopyOutlivesWhatIsInRedis() throws Exception {
        try (TestRedis redis = TestRedis.start();
                CacheNodes nodes = new CacheNodes(redis.uri())) {
            List<Cache<String, String>> caches =
                    nodes.nodes(2, "short", spec -> spec.sharedTtl(Duration.ofMillis(200)));
            caches.get(0).get("k", (key, deadline) -> Optional.of("old"), CacheNodes.soon());
            await().until(() -> nodes.redis().exists("parley:cache:{short.00}:v:k") == 0);
            caches.get(1).put("k", "new", Duration.ofMinutes(1));
            assertThat(caches.get(0).get("k", (key, deadline) -> Optional.of("new"), CacheNodes.soon()))
                    .contains("new");
        }
    }

    /** Redis reads and does not write, so there is a copy here and nothing there; then another node writes, which tells nobody. */
    @Test
    void aCopyOfWhatIsNotInRedisIsGoneAfterTheBound() throws Exception {
        try (TestRedis redis = TestRedis.start();
                CacheNodes nodes = new CacheNodes(redis.uri())) {
            Duration bound = BOUND.dividedBy(2);
            List<Cache<String, String>> caches = nodes.nodes(2, "alone", spec -> spec.staleness(bound));
            awaitKeptFor(bound, caches.get(0));
            nodes.redis().configSet("min-replicas-to-write", "1");
            assertThat(caches.get(0).get("k", (key, deadline) -> Optional.of("old"), CacheNodes.soon()))
                    .contains("old");
            nodes.redis().configSet("min-replicas-to-write", "0");
            await().until(() -> {
                caches.get(1).put("k", "new");
                return nodes.redis().exists("parley:cache:{alone.00}:v:k") == 1;
            });
            await().atMost(bound.multipliedBy(10))
                    .until(() -> caches.get(0)
                            .get("k", (key, deadline) -> Optional.of("new"), CacheNodes.soon())
                            .equals(Optional.of("new")));
        }
    }

    /** Whether it knew or not: who fills a key may never read it there. */
    private static long askedOfRedis(Cache<String, String> cache) {
        CacheStats.Level shared = cache.stats().sharedLevel().orElseThrow();
        return shared.hits() + shared.misses();
    }

    /** At first, when it has just heard how far Redis is, a node may drop what it has. */
    private static void awaitKeptFor(Duration time, Cache<String, String> cache) {
        await().pollInterval(time).until(() -> {
            long misses = cache.stats().near().misses();
            cache.get("kept", (key, deadline) -> Optional.of("v"), CacheNodes.soon());
            return cache.stats().near().misses() == misses;
        });
    }

    @Test
    void aCacheThatIsOpenedWhileItsProviderIsClosedLeavesNobodyListening() throws Exception {
        try (TestRedis redis = TestRedis.start();
                CacheNodes nodes = new CacheNodes(redis.uri())) {
            TwoLevelCacheProvider provider = nodes.node();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread opening = new Thread(() -> provider.cache(CacheNodes.spec("closed", spec -> spec)));
            opening.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
            nodes.redis().clientPause(1_000);
            opening.start();
            await().until(() -> opening.getState() == Thread.State.TIMED_WAITING);
            provider.close();
            opening.join();
            assertThat(failure.get())
                    .isInstanceOfSatisfying(
                            ChatException.class,
                            thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.CLOSED));
            await().until(() ->
                    nodes.redis().pubsubNumsub("parley:cache:closed").get("parley:cache:closed") == 0);
        }
    }
}
