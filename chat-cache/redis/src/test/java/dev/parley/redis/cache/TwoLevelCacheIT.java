package dev.parley.redis.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheCodec;
import dev.parley.core.cache.CacheLookup;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.cache.CacheStats;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.redis.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwoLevelCacheIT {

    private static TestRedis redis;
    private CacheNodes nodes;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        nodes = new CacheNodes(redis.uri());
        nodes.redis().flushall();
        nodes.redis().configResetstat();
    }

    @AfterEach
    void close() throws Exception {
        nodes.close();
    }

    private static Optional<String> load(Cache<String, String> cache, String key, String value) {
        return cache.get(key, (asked, deadline) -> Optional.of(value), CacheNodes.soon());
    }

    private static String known(Cache<String, String> cache, String key) {
        return cache.lookup(key) instanceof CacheLookup.Hit<String> hit ? hit.value() : "nothing";
    }

    @Test
    void a26AnEvictionMeansOneKeyOrOneGroupExactlyAndNothingIsSearched() {
        Cache<String, String> cache = nodes.nodes(1, "a26", spec -> spec.group(key -> key.substring(0, 1)))
                .get(0);
        for (String key : List.of("user:1", "user:10", "xser:1", "u*")) {
            load(cache, key, key);
        }
        cache.evict("user:1");
        cache.evictGroup("");
        cache.evictGroup("*");
        assertThat(known(cache, "user:1")).isEqualTo("nothing");
        assertThat(known(cache, "user:10")).isEqualTo("user:10");
        cache.evictGroup("u");
        assertThat(known(cache, "user:10")).isEqualTo("nothing");
        assertThat(known(cache, "u*")).isEqualTo("nothing");
        assertThat(known(cache, "xser:1")).isEqualTo("xser:1");
        assertThat(nodes.calls("keys")).isZero();
        assertThat(nodes.calls("scan")).isZero();
    }

    @Test
    void a27OtherNodesDropTheirCopies() {
        List<Cache<String, String>> both = nodes.nodes(2, "a27", UnaryOperator.identity());
        load(both.get(0), "k", "old");
        assertThat(load(both.get(1), "k", "other")).contains("old");
        both.get(0).evict("k");
        await().until(() -> known(both.get(1), "k").equals("nothing"));
        load(both.get(0), "k", "new");
        assertThat(load(both.get(1), "k", "other")).contains("new");
        both.get(0).put("k", "newer");
        await().until(() -> known(both.get(1), "k").equals("newer"));
        both.get(1).evictGroup("");
        await().until(() -> known(both.get(0), "k").equals("nothing"));
    }

    @Test
    void a29OnlyThisCacheIsCounted() {
        List<Cache<String, String>> both = nodes.nodes(2, "a29", UnaryOperator.identity());
        nodes.redis().get("something else");
        load(both.get(0), "k", "v");
        load(both.get(0), "k", "v");
        load(both.get(1), "k", "v");
        CacheStats here = both.get(0).stats();
        CacheStats there = both.get(1).stats();
        assertThat(List.of(here.near().hits(), here.near().misses(), here.loads()))
                .containsExactly(1L, 1L, 1L);
        assertThat(there.near().misses()).isOne();
        assertThat(there.loads()).isZero();
        assertThat(there.sharedLevel().orElseThrow().hits()).isOne();
        assertThat(there.sharedLevel().orElseThrow().bytes()).isPositive();
    }

    @Test
    void b21NoLevelOutlivesTheTimeOfTheCall() {
        List<Cache<String, String>> both = nodes.nodes(2, "b21", UnaryOperator.identity());
        both.get(0).put("k", "v", Duration.ofSeconds(2));
        long begun = System.nanoTime();
        assertThat(nodes.redis().pttl("parley:cache:{b21.00}:v:k")).isBetween(1L, 2_000L);
        await().pollInterval(Duration.ofMillis(50))
                .until(() ->
                        System.nanoTime() - begun > Duration.ofMillis(1_000).toNanos());
        known(both.get(1), "k");
        await().pollInterval(Duration.ofMillis(50))
                .until(() ->
                        System.nanoTime() - begun > Duration.ofMillis(2_050).toNanos());
        assertThat(known(both.get(0), "k")).isEqualTo("nothing");
        assertThat(known(both.get(1), "k")).isEqualTo("nothing");
    }

    @Test
    void whatCanNotBeReadIsAMissCountedAndDeleted() {
        Cache<String, String> writer =
                nodes.nodes(1, "poison", UnaryOperator.identity()).get(0);
        load(writer, "k", "v");
        load(writer, "raw", "v");
        nodes.redis().set("parley:cache:{poison.00}:v:raw", "rubbish");
        Cache<String, String> newer = nodes.nodes(1, "poison", spec -> spec.codec(JacksonCodec.of(String.class, 2)))
                .get(0);
        assertThat(newer.lookup("k")).isInstanceOf(CacheLookup.Miss.class);
        assertThat(newer.lookup("raw")).isInstanceOf(CacheLookup.Miss.class);
        assertThat(nodes.redis().exists("parley:cache:{poison.00}:v:raw", "parley:cache:{poison.00}:v:k"))
                .isZero();
        assertThat(newer.stats().sharedLevel().orElseThrow().unreadable()).isEqualTo(2);
        assertThat(load(newer, "k", "v2")).contains("v2");
        assertThat(known(newer, "k")).isEqualTo("v2");
    }

    /** A codec with a fault of its own: who asks gets what was loaded, and no other node waits for it to be written. */
    @Test
    void whatCanNotBeWrittenIsKeptInThisProcessAlone() {
        List<Cache<String, String>> both = nodes.nodes(
                2,
                "unwritable",
                spec -> spec.codec(new CacheCodec<>() {
                    @Override
                    public int version() {
                        return 1;
                    }

                    @Override
                    public byte[] encode(String value) {
                        throw new IllegalStateException("on purpose");
                    }

                    @Override
                    public String decode(byte[] bytes) {
                        throw new IllegalStateException("nothing was written");
                    }
                }));
        assertThat(load(both.get(0), "k", "v")).contains("v");
        assertThat(nodes.redis().exists("parley:cache:{unwritable.00}:l:k")).isZero();
        assertThat(load(both.get(0), "k", "other")).contains("v");
        assertThat(load(both.get(1), "k", "there")).contains("there");
        both.get(0).put("k", "put");
        assertThat(known(both.get(0), "k")).isEqualTo("put");
        assertThat(both.get(0).stats().sharedLevel().orElseThrow().failures()).isPositive();
    }

    @Test
    void evictingAGroupTakesTheSameCommandsHoweverManyKeysItHas() {
        Cache<String, String> cache =
                nodes.nodes(1, "groups", spec -> spec.group(key -> "g")).get(0);
        load(cache, "first", "v");
        long few = commandsOf(() -> cache.evictGroup("g"));
        for (int i = 0; i < 500; i++) {
            load(cache, "k" + i, "v");
        }
        assertThat(commandsOf(() -> cache.evictGroup("g"))).isEqualTo(few);
        assertThat(known(cache, "k7")).isEqualTo("nothing");
        assertThat(nodes.calls("scan") + nodes.calls("keys")).isZero();
    }

    /** What an eviction deletes and writes; reading the epoch goes on beside it. */
    private long commandsOf(Runnable call) {
        long before = nodes.calls("del") + nodes.calls("set") + nodes.calls("publish") + nodes.calls("unlink");
        call.run();
        return nodes.calls("del") + nodes.calls("set") + nodes.calls("publish") + nodes.calls("unlink") - before;
    }

    @Test
    void fillingAMissTellsNobodyAndEverythingExpires() {
        List<Cache<String, String>> both = nodes.nodes(2, "quiet", spec -> spec.group(key -> key));
        load(both.get(0), "first", "v");
        long before = nodes.calls("publish");
        for (int i = 0; i < 50; i++) {
            load(both.get(i % 2), "k" + i, "v");
            both.get(i % 2).put("p" + i, "v");
        }
        assertThat(nodes.calls("publish")).isEqualTo(before);
        both.get(0).evict("k0");
        both.get(0).evictGroup("k1");
        both.get(1).putAbsent("none");
        Set<String> immortal = new TreeSet<>(nodes.redis().keys("*"));
        assertThat(immortal).hasSizeGreaterThan(100);
        immortal.removeIf(key -> nodes.redis().pttl(key) > 0);
        assertThat(immortal).isEmpty();
    }

    @Test
    void whatIsFalseZeroOrEmptyIsAValueOnBothLevels() {
        List<Cache<String, String>> both = nodes.nodes(2, "values", UnaryOperator.identity());
        AtomicInteger loads = new AtomicInteger();
        for (Cache<String, String> cache : both) {
            for (String value : List.of("", "0", "false")) {
                assertThat(cache.get(
                                "k" + value,
                                (key, deadline) -> {
                                    loads.incrementAndGet();
                                    return Optional.of(value);
                                },
                                CacheNodes.soon()))
                        .contains(value);
            }
            assertThat(cache.get(
                            "absent",
                            (key, deadline) -> {
                                loads.incrementAndGet();
                                return Optional.empty();
                            },
                            CacheNodes.soon()))
                    .isEmpty();
        }
        assertThat(loads).hasValue(4);
        assertThat(both.get(1).lookup("absent")).isInstanceOf(CacheLookup.KnownAbsent.class);
    }

    @Test
    void afterItsProviderIsClosedACacheFails() {
        for (boolean shared : new boolean[] {true, false}) {
            TwoLevelCacheProvider provider = nodes.node();
            Cache<String, String> cache = provider.cache(
                    shared
                            ? CacheNodes.spec("closed", spec -> spec)
                            : CacheSpec.<String, String>builder("closed", key -> key)
                                    .build());
            cache.put("key", "value");
            provider.close();
            provider.close();
            assertClosed(() -> load(cache, "key", "another"));
            assertClosed(() -> cache.lookup("key"));
            assertClosed(() -> cache.put("key", "another"));
            assertClosed(() -> cache.putAbsent("key"));
            assertClosed(() -> cache.evict("key"));
            assertClosed(() -> cache.evictGroup(""));
            assertClosed(() -> provider.cache(CacheNodes.spec("later", spec -> spec)));
            assertThat(cache.stats().near().entries()).isZero();
        }
    }

    private static void assertClosed(ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ChatException.class, thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.CLOSED));
    }

    @Test
    void keysWithHalvesOfSurrogatePairsAreApart() {
        List<Cache<String, String>> caches =
                nodes.nodes(2, "halves", spec -> spec.group(key -> key).maximumSize(1));
        List<String> keys = List.of("\uD83D", "\uDE00", "?");
        keys.forEach(key -> load(caches.get(0), key, "of " + (int) key.charAt(0)));
        caches.get(0).evictGroup("\uDE00");
        assertThat(keys.stream().map(key -> known(caches.get(1), key))).containsExactly("of 55357", "nothing", "of 63");
    }
}
