package dev.parley.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheLookup;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Defects that caches are known for, by the numbers of the list that they were found in. */
class OldDefectsTest {

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final CaffeineCacheProvider provider =
            CaffeineCacheProvider.builder().nanoTime(clock::nanoTime).build();
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        provider.close();
    }

    private Cache<String, Object> cache(UnaryOperator<CacheSpec.Builder<String, Object>> settings) {
        return provider.cache(
                settings.apply(CacheSpec.builder("defects", key -> key)).build());
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    private Optional<Object> get(Cache<String, Object> cache, String key, Optional<Object> value) {
        return cache.get(
                key,
                (asked, by) -> {
                    loads.incrementAndGet();
                    return value;
                },
                deadline());
    }

    /** A25: memory without a time, without a bound, and of objects that everybody may change. */
    @Test
    void a25MemoryHasATimeABoundAndCopiesOfItsOwn() {
        Cache<String, Object> cache = cache(spec ->
                spec.maximumSize(100).nearTtl(Duration.ofMinutes(5)).copier(value -> new ArrayList<>((List<?>) value)));
        List<Object> shared = new ArrayList<>(List.of("kept"));
        cache.put("key", shared, Duration.ofSeconds(1));
        shared.add("changed");
        assertThat(get(cache, "key", Optional.empty())).contains(List.of("kept"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(cache.lookup("key")).isInstanceOf(CacheLookup.Miss.class);
        for (int i = 0; i < 10_000; i++) {
            cache.put("key " + i, List.of());
        }
        await().until(() -> cache.stats().near().entries() <= 100);
    }

    /** A28: what is known to be absent looks like a miss; everybody loads at once; who fails is asked again and again. */
    @Test
    void a28AbsenceIsKnownAndFailuresAreNotRepeated() {
        Cache<String, Object> cache = cache(spec -> spec);
        get(cache, "nobody", Optional.empty());
        assertThat(get(cache, "nobody", Optional.empty())).isEmpty();
        assertThat(loads).hasValue(1);
        for (int time = 0; time < 10; time++) {
            Throwable thrown = catchThrowable(() -> cache.get(
                    "failing",
                    (key, by) -> {
                        loads.incrementAndGet();
                        throw new IllegalStateException("The loader failed, as it should in this test");
                    },
                    deadline()));
            assertThat(thrown).isNotNull();
        }
        assertThat(loads).hasValue(2);
    }

    /** B20: 0, false and the empty text are taken for nothing. */
    @Test
    void b20WhatIsEmptyIsAValue() {
        Cache<String, Object> cache = cache(spec -> spec);
        for (Object value : List.of(0, false, "", 0.0, List.of())) {
            get(cache, "key " + value, Optional.of(value));
            assertThat(get(cache, "key " + value, Optional.empty())).contains(value);
        }
        assertThat(loads).hasValue(5);
        assertThat(cache.stats().near().hits()).isEqualTo(5);
    }

    /** B21: the caller's time counts on one level only; nothing invalidates. */
    @Test
    void b21TheTimeOfTheCallCountsAndEvictionForgets() {
        Cache<String, Object> cache =
                cache(spec -> spec.nearTtl(Duration.ofMinutes(5)).group(key -> "all"));
        cache.put("short", "value", Duration.ofSeconds(10));
        cache.put("long", "value", Duration.ofHours(10));
        clock.advance(Duration.ofSeconds(10));
        assertThat(cache.lookup("short")).isInstanceOf(CacheLookup.Miss.class);
        assertThat(cache.lookup("long")).isInstanceOf(CacheLookup.Hit.class);
        clock.advance(Duration.ofSeconds(290));
        assertThat(cache.lookup("long")).isInstanceOf(CacheLookup.Miss.class);
        cache.put("key", "value");
        cache.evict("key");
        assertThat(cache.lookup("key")).isInstanceOf(CacheLookup.Miss.class);
        cache.put("key", "value");
        cache.evictGroup("all");
        assertThat(cache.lookup("key")).isInstanceOf(CacheLookup.Miss.class);
    }
}
