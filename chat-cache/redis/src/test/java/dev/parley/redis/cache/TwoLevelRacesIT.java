package dev.parley.redis.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheCodec;
import dev.parley.core.cache.CacheLookup;
import dev.parley.redis.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Loads that race evictions, and each other. */
class TwoLevelRacesIT {

    private static final int ROUNDS = 500 * Integer.getInteger("parley.rounds", 1);

    private static TestRedis redis;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    /** F12: nothing but the message, the lease and the generation could save a node: the bound on staleness is 10 minutes. */
    @Test
    void f12NoValueIsKeptThatWasLoadedBeforeAnEviction() throws Exception {
        try (CacheNodes nodes = new CacheNodes(redis.uri())) {
            List<Cache<String, String>> caches = nodes.nodes(2, "races", spec -> spec.group(key -> "of " + key));
            Map<String, String> source = new ConcurrentHashMap<>();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            for (int round = 0; round < ROUNDS; round++) {
                String key = "k" + round;
                source.put(key, "old");
                Cache<String, String> evicting = caches.get(round % 2);
                boolean group = round % 4 < 2;
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Optional<String>> load = threads.submit(() -> caches.get(0)
                        .get(
                                key,
                                (asked, deadline) -> {
                                    Optional<String> found = Optional.of(source.get(asked));
                                    meet(together);
                                    return found;
                                },
                                CacheNodes.soon()));
                Future<String> change = threads.submit(() -> {
                    meet(together);
                    String before = source.put(key, "new");
                    if (group) {
                        evicting.evictGroup("of " + key);
                    } else {
                        evicting.evict(key);
                    }
                    return before;
                });
                load.get(1, TimeUnit.MINUTES);
                change.get(1, TimeUnit.MINUTES);
            }
            threads.shutdown();
            awaitMessages(caches);
            List<String> stale = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (Cache<String, String> cache : caches) {
                    if (cache.lookup("k" + round) instanceof CacheLookup.Hit<String> hit
                            && hit.value().equals("old")) {
                        stale.add("k" + round);
                    }
                }
            }
            assertThat(stale).isEmpty();
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** What was told before is heard before. */
    private static void awaitMessages(List<Cache<String, String>> caches) {
        for (int i = 0; i < 2; i++) {
            Cache<String, String> from = caches.get(i);
            Cache<String, String> to = caches.get(1 - i);
            long before = to.stats().near().invalidations();
            from.evict("the last");
            await().until(() -> to.stats().near().invalidations() > before);
        }
    }

    @Test
    void aThousandMissesOnFourNodesLoadOnce() throws Exception {
        int perNode = 250;
        try (CacheNodes nodes = new CacheNodes(redis.uri())) {
            List<Cache<String, String>> caches = nodes.nodes(4, "stampede", spec -> spec);
            AtomicInteger loads = new AtomicInteger();
            CountDownLatch asking = new CountDownLatch(4 * perNode);
            ExecutorService threads = Executors.newFixedThreadPool(4 * perNode);
            List<Future<Optional<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 4 * perNode; i++) {
                Cache<String, String> cache = caches.get(i % 4);
                answers.add(threads.submit(() -> {
                    asking.countDown();
                    return cache.get(
                            "k",
                            (key, deadline) -> {
                                loads.incrementAndGet();
                                awaitAll(asking);
                                return Optional.of("v");
                            },
                            CacheNodes.soon());
                }));
            }
            for (Future<Optional<String>> answer : answers) {
                assertThat(answer.get(1, TimeUnit.MINUTES)).contains("v");
            }
            threads.shutdown();
            assertThat(loads).hasValue(1);
        }
    }

    private static void awaitAll(CountDownLatch asking) {
        try {
            assertThat(asking.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whoever has the lease never comes back. */
    @Test
    void anotherNodeLoadsIfTheOneThatBeganDoesNotEnd() throws Exception {
        try (CacheNodes nodes = new CacheNodes(redis.uri())) {
            TwoLevelConfig config = new TwoLevelConfig(1, Duration.ofMillis(200), 1);
            List<Cache<String, String>> caches = List.of(
                    nodes.node(config).cache(CacheNodes.spec("dead", spec -> spec)),
                    nodes.node(config).cache(CacheNodes.spec("dead", spec -> spec)));
            CountDownLatch began = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            Thread first = new Thread(() -> caches.get(0)
                    .get(
                            "k",
                            (key, deadline) -> {
                                began.countDown();
                                awaitAll(end);
                                return Optional.of("late");
                            },
                            CacheNodes.soon()));
            first.start();
            awaitAll(began);
            assertThat(caches.get(1).get("k", (key, deadline) -> Optional.of("second"), CacheNodes.soon()))
                    .contains("second");
            end.countDown();
            first.join();
        }
    }

    /** Who reads has the old value from Redis before it is written over, and would keep it after. */
    @Test
    void nothingIsKeptThatWasReadWhileAnotherWasWritten() throws Exception {
        try (CacheNodes nodes = new CacheNodes(redis.uri())) {
            nodes.nodes(1, "written", spec -> spec).get(0).put("k", "old");
            CountDownLatch writing = new CountDownLatch(1);
            CountDownLatch read = new CountDownLatch(1);
            CountDownLatch written = new CountDownLatch(1);
            CacheCodec<String> json = JacksonCodec.of(String.class, 1);
            Cache<String, String> cache = nodes.nodes(
                            1,
                            "written",
                            spec -> spec.copier(value -> {
                                        if (value.equals("new") && written.getCount() > 0) {
                                            writing.countDown();
                                            awaitAll(read);
                                        }
                                        return value;
                                    })
                                    .codec(new Held(json, read, written)))
                    .get(0);
            Thread reader = new Thread(() -> {
                awaitAll(writing);
                cache.get("k", (key, deadline) -> Optional.of("loaded"), CacheNodes.soon());
            });
            reader.start();
            cache.put("k", "new");
            written.countDown();
            reader.join();
            assertThat(cache.get("k", (key, deadline) -> Optional.of("loaded"), CacheNodes.soon()))
                    .contains("new");
        }
    }

    /** Says that it has read, and waits before it tells. */
    private record Held(CacheCodec<String> codec, CountDownLatch read, CountDownLatch until)
            implements CacheCodec<String> {

        @Override
        public int version() {
            return codec.version();
        }

        @Override
        public byte[] encode(String value) {
            return codec.encode(value);
        }

        @Override
        public String decode(byte[] bytes) {
            read.countDown();
            awaitAll(until);
            return codec.decode(bytes);
        }
    }
}
