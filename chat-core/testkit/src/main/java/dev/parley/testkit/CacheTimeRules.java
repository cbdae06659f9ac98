package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.cache.Cache;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Rules CA-5 and CA-10: how long entries live. */
interface CacheTimeRules extends CacheFactory {

    @Rule("CA-5")
    default void anEntryIsFoundUntilItsTimeIsOver() {
        try (CacheFixture caches = new CacheFixture(this)) {
            CacheFixture.Nodes nodes =
                    caches.nodes("one", spec -> spec.nearTtl(caches.units(4)).sharedTtl(caches.units(4)));
            nodes.here().put("spec", "value");
            nodes.here().put("shorter", "value", caches.units(2));
            nodes.here().put("longer", "value", caches.units(100));
            List<String> all = List.of("spec", "shorter", "longer");
            nodes.both()
                    .forEach(cache -> all.forEach(key ->
                            assertThat(CacheFixture.load(cache, key, "value")).contains("value")));
            caches.pass(1);
            nodes.both().forEach(cache -> assertThat(known(cache, all)).isEqualTo(all));
            caches.pass(1);
            List<String> left = List.of("spec", "longer");
            nodes.both().forEach(cache -> assertThat(known(cache, all)).isEqualTo(left));
            caches.pass(2);
            nodes.both().forEach(cache -> assertThat(known(cache, all)).isEmpty());
        }
    }

    private static List<String> known(Cache<String, Object> cache, List<String> keys) {
        return keys.stream()
                .filter(key -> CacheFixture.known(cache, key).isPresent())
                .toList();
    }

    @Rule("CA-10")
    default void anEntryIsLoadedAnewBeforehand() {
        try (CacheFixture caches = new CacheFixture(this)) {
            Cache<String, Object> cache = caches.cache(spec ->
                    spec.nearTtl(caches.units(4)).sharedTtl(caches.units(4)).refreshAhead(0.5));
            AtomicInteger loads = new AtomicInteger();
            CountDownLatch gate = new CountDownLatch(1);
            CacheFixture.load(cache, "good", "old");
            CacheFixture.load(cache, "bad", "old");
            caches.pass(1);
            assertThat(CacheFixture.get(cache, "good", CacheFixture.unwanted())).contains("old");
            caches.pass(2);
            for (int time = 0; time < 10; time++) {
                assertThat(CacheFixture.get(cache, "good", (key, deadline) -> {
                            loads.incrementAndGet();
                            caches.await(gate);
                            return Optional.of("new");
                        }))
                        .contains("old");
            }
            gate.countDown();
            caches.await(
                    "the new value", () -> CacheFixture.known(cache, "good").equals(Optional.of("new")));
            assertThat(loads).hasValue(1);
            CacheFixture.get(cache, "bad", CacheLoadRules::failing);
            caches.await("the failure", () -> cache.stats().loadFailures() == 1);
            assertThat(CacheFixture.get(cache, "bad", CacheLoadRules::failing)).contains("old");
            caches.pass(1);
            assertThat(CacheFixture.known(cache, "bad")).isEmpty();
            assertThat(CacheFixture.known(cache, "good")).contains("new");
        }
    }
}
