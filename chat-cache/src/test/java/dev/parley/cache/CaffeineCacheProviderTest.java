package dev.parley.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ManualClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CaffeineCacheProviderTest {

    private static CacheSpec.Builder<String, String> spec() {
        return CacheSpec.builder("names", key -> key);
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    private static ErrorCode codeOf(Runnable call) {
        AtomicReference<ErrorCode> code = new AtomicReference<>();
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(call::run)
                .satisfies(thrown -> code.set(thrown.code()));
        return code.get();
    }

    @Test
    void thereIsOneCacheOfAName() {
        try (CaffeineCacheProvider caches = CaffeineCacheProvider.create()) {
            caches.cache(spec().build());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> caches.cache(spec().build()))
                    .withMessageContaining("names");
        }
    }

    @Test
    void whatIsClosedKnowsNothingAndSaysSo() {
        CaffeineCacheProvider caches = CaffeineCacheProvider.create();
        Cache<String, String> cache = caches.cache(spec().build());
        cache.put("key", "value");
        caches.close();
        caches.close();
        assertThat(codeOf(() -> cache.get("key", (key, by) -> Optional.of("value"), deadline())))
                .isEqualTo(ErrorCode.CLOSED);
        assertThat(codeOf(() -> cache.put("key", "value"))).isEqualTo(ErrorCode.CLOSED);
        assertThat(codeOf(() -> caches.cache(spec().build()))).isEqualTo(ErrorCode.CLOSED);
    }

    @Test
    void loadsBeforehandAreMadeByTheHostsExecutor() {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        List<Runnable> asked = new ArrayList<>();
        try (CaffeineCacheProvider caches = CaffeineCacheProvider.builder()
                .nanoTime(clock::nanoTime)
                .refreshes(asked::add)
                .build()) {
            Cache<String, String> cache = caches.cache(
                    spec().nearTtl(Duration.ofMinutes(1)).refreshAhead(0.1).build());
            cache.put("key", "old");
            clock.advance(Duration.ofSeconds(53));
            assertThat(cache.get("key", (key, by) -> Optional.of("new"), deadline()))
                    .contains("old");
            assertThat(asked).isEmpty();
            clock.advance(Duration.ofSeconds(1));
            assertThat(cache.get("key", (key, by) -> Optional.of("new"), deadline()))
                    .contains("old");
            assertThat(asked).hasSize(1);
            asked.get(0).run();
            assertThat(cache.get("key", (key, by) -> Optional.of("newer"), deadline()))
                    .contains("new");
        }
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() throws InterruptedException {
        try (CaffeineCacheProvider caches = CaffeineCacheProvider.create()) {
            Cache<String, String> cache = caches.cache(spec().build());
            CountDownLatch loading = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            Thread slow = new Thread(() -> cache.get("key", (key, by) -> held(loading, gate), deadline()), "loads");
            slow.start();
            loading.await();
            AtomicReference<ErrorCode> code = new AtomicReference<>();
            Thread waits = new Thread(
                    () -> {
                        Thread.currentThread().interrupt();
                        code.set(codeOf(() -> cache.get("key", (key, by) -> Optional.of("mine"), deadline())));
                        assertThat(Thread.interrupted()).isTrue();
                    },
                    "waits");
            waits.start();
            waits.join();
            assertThat(code).hasValue(ErrorCode.STORE_UNAVAILABLE);
            gate.countDown();
            slow.join();
            assertThat(cache.get("key", (key, by) -> Optional.empty(), deadline()))
                    .contains("value");
        }
    }

    private static Optional<String> held(CountDownLatch loading, CountDownLatch gate) {
        loading.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.of("value");
    }

    /** The hot path: the entry holds what is answered. Other threads of the process do not count. */
    @Test
    void aHitMakesNoObject() {
        try (CaffeineCacheProvider caches = CaffeineCacheProvider.create()) {
            Cache<String, String> cache = caches.cache(spec().build());
            cache.put("key", "value");
            Deadline later = deadline();
            var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            int hits = 100_000;
            for (int time = 0; time < hits; time++) {
                cache.get("key", (key, by) -> Optional.empty(), later);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int time = 0; time < hits; time++) {
                cache.get("key", (key, by) -> Optional.empty(), later);
            }
            // Caffeine's own buffers of reads are filled and drained now and then.
            assertThat((threads.getCurrentThreadAllocatedBytes() - before) / hits)
                    .isLessThan(8);
        }
    }
}
