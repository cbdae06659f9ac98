package dev.parley.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.Concurrently;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row L7 of the test plan on one node: a crowd that misses one key. */
class LoadStormTest {

    private static final int CROWD = 1_000;
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final CaffeineCacheProvider provider =
            CaffeineCacheProvider.builder().nanoTime(clock::nanoTime).build();
    private final Cache<String, String> cache = provider.cache(CacheSpec.<String, String>builder("storm", key -> key)
            .failureBackoff(BACKOFF)
            .build());
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        provider.close();
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    @Test
    void aThousandThreadsLoadOnce() {
        assertThat(Concurrently.run(CROWD, number -> cache.get("key", this::load, deadline())))
                .containsOnly(Optional.of("value"));
        assertThat(loads).hasValue(1);
    }

    private Optional<String> load(String key, Deadline deadline) {
        loads.incrementAndGet();
        return Optional.of("value");
    }

    @Test
    void aFailingLoaderIsCalledOnceForEachBackoff() {
        for (int round = 1; round <= 3; round++) {
            assertThat(Concurrently.run(
                            CROWD, number -> catchThrowable(() -> cache.get("key", this::fail, deadline()))))
                    .doesNotContainNull();
            assertThat(loads).hasValue(round);
            clock.advance(BACKOFF);
        }
    }

    private Optional<String> fail(String key, Deadline deadline) {
        loads.incrementAndGet();
        throw new IllegalStateException("The loader failed, as it should in this test");
    }
}
