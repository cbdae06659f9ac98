package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheLookup;
import dev.parley.core.cache.CacheStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Rules CA-1, CA-2, CA-8, CA-9, CA-11 and CA-12: what is known. */
interface CachedValueRules extends CacheFactory {

    @Rule("CA-1")
    default void whatWasPutOrLoadedIsFound() {
        try (CacheFixture caches = new CacheFixture(this)) {
            Cache<String, Object> cache = caches.cache(spec -> spec);
            List<Object> values = List.of(0, false, "", "text", 42, true);
            for (Object value : values) {
                cache.put("put " + value, value);
                assertThat(CacheFixture.load(cache, "loaded " + value, value)).contains(value);
            }
            caches.pass(1);
            for (Object value : values) {
                for (String key : List.of("put " + value, "loaded " + value)) {
                    assertThat(cache.lookup(key)).isInstanceOfSatisfying(CacheLookup.Hit.class, hit -> {
                        assertThat(hit.value()).isEqualTo(value);
                        assertThat(hit.age()).isBetween(caches.units(1), caches.units(5));
                    });
                    assertThat(CacheFixture.get(cache, key, CacheFixture.unwanted()))
                            .contains(value);
                }
            }
        }
    }

    @Rule("CA-2")
    default void thatThereIsNoneIsRemembered() {
        try (CacheFixture caches = new CacheFixture(this)) {
            Cache<String, Object> cache = caches.cache(spec ->
                    spec.absentTtl(caches.units(3)).nearTtl(caches.units(20)).sharedTtl(caches.units(20)));
            AtomicInteger loads = new AtomicInteger();
            cache.putAbsent("put");
            CacheFixture.get(cache, "loaded", (key, deadline) -> Optional.empty());
            caches.pass(1);
            for (String key : List.of("put", "loaded")) {
                assertThat(cache.lookup(key)).isInstanceOf(CacheLookup.KnownAbsent.class);
                assertThat(CacheFixture.get(cache, key, CacheFixture.unwanted()))
                        .isEmpty();
            }
            caches.pass(2);
            for (String key : List.of("put", "loaded")) {
                assertThat(cache.lookup(key)).isInstanceOf(CacheLookup.Miss.class);
                CacheFixture.get(cache, key, (asked, deadline) -> {
                    loads.incrementAndGet();
                    return Optional.empty();
                });
            }
            assertThat(loads).hasValue(2);
        }
    }

    @Rule("CA-8")
    default void keysAndNamesAreApart() {
        List<String> keys = List.of(
                "", " ", "user:1", "user:10", "user:1 ", "USER:1", "*", "?", "user:*", "{user}:1", "\u00fcser", "a\nb");
        try (CacheFixture caches = new CacheFixture(this)) {
            for (String name : List.of("a", "a.b", "a-b", "a_b")) {
                Cache<String, Object> cache = caches.nodes(name, spec -> spec).here();
                keys.forEach(key -> assertThat(cache.lookup(key)).isInstanceOf(CacheLookup.Miss.class));
                keys.forEach(key -> cache.put(key, name + " " + key));
                keys.forEach(key -> assertThat(CacheFixture.known(cache, key)).contains(name + " " + key));
            }
        }
    }

    @Rule("CA-9")
    default void thereIsNoMoreThanTheMaximum() {
        try (CacheFixture caches = new CacheFixture(this)) {
            Cache<String, Object> counted =
                    caches.nodes("counted", spec -> spec.maximumSize(10)).here();
            Cache<String, Object> weighed = caches.nodes(
                            "weighed",
                            spec -> spec.maximumWeight(
                                    100, value -> String.valueOf(value).length()))
                    .here();
            for (int i = 0; i < 200; i++) {
                counted.put("key " + i, i);
                weighed.put("key " + i, "0123456789".repeat(1 + i % 2));
            }
            caches.await("few entries", () -> counted.stats().near().entries() <= 10);
            caches.await("little weight", () -> weighed.stats().near().bytes() <= 100);
            assertThat(counted.stats().near().entries()).isPositive();
            assertThat(weighed.stats().near().bytes()).isPositive();
        }
    }

    @Rule("CA-11")
    default void whatIsDoneIsCounted() {
        try (CacheFixture caches = new CacheFixture(this)) {
            Cache<String, Object> cache = caches.cache(spec -> spec.group(key -> "some"));
            cache.lookup("a");
            CacheFixture.load(cache, "a", "value");
            CacheFixture.get(cache, "a", CacheFixture.unwanted());
            cache.lookup("a");
            CacheLoadRules.failure(() -> CacheFixture.get(cache, "b", CacheLoadRules::failing));
            cache.evict("c");
            cache.evictGroup("none");
            CacheStats stats = cache.stats();
            assertThat(stats.near().hits()).isEqualTo(2);
            assertThat(stats.near().misses()).isEqualTo(3);
            assertThat(stats.loads()).isEqualTo(1);
            assertThat(stats.loadFailures()).isEqualTo(1);
            assertThat(stats.near().invalidations()).isGreaterThanOrEqualTo(2);
            assertThat(stats.near().entries()).isEqualTo(1);
            Cache<String, Object> small =
                    caches.nodes("small", spec -> spec.maximumSize(1)).here();
            for (int i = 0; i < 50; i++) {
                small.put("key " + i, i);
            }
            caches.await("evictions", () -> small.stats().near().evictions() > 0);
        }
    }

    @Rule("CA-12")
    default void nobodyChangesTheCopyThatIsKept() {
        try (CacheFixture caches = new CacheFixture(this)) {
            Cache<String, Object> cache = caches.cache(spec -> spec.copier(value -> new ArrayList<>((List<?>) value)));
            List<String> kept = List.of("one");
            List<String> put = new ArrayList<>(kept);
            cache.put("put", put);
            put.add("changed by who put it");
            List<String> loaded = new ArrayList<>(kept);
            change(CacheFixture.load(cache, "loaded", loaded).orElseThrow());
            loaded.add("changed by the loader");
            for (String key : List.of("put", "loaded")) {
                for (int time = 0; time < 2; time++) {
                    Object got = CacheFixture.get(cache, key, CacheFixture.unwanted())
                            .orElseThrow();
                    assertThat(got).isEqualTo(kept);
                    change(got);
                    Object found = CacheFixture.known(cache, key).orElseThrow();
                    assertThat(found).isEqualTo(kept);
                    change(found);
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // The test of CA-12 puts lists of texts alone.
    private static void change(Object list) {
        ((List<String>) list).add("changed by who got it");
    }
}
