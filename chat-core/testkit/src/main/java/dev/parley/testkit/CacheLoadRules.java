package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.core.cache.Cache;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Rules CA-3, CA-4, CA-13 and CA-14: who loads, and who waits. */
interface CacheLoadRules extends CacheFactory {

    /** How long the loader of CA-3 waits for another. */
    Duration CHANCE = Duration.ofMillis(200);

    static Optional<Object> failing(String key, Deadline deadline) {
        throw new IllegalStateException("The loader failed, as it should in this test");
    }

    static Throwable failure(Callable<?> call) {
        Throwable thrown = catchThrowable(call::call);
        assertThat(thrown).as("what was thrown").isNotNull();
        return thrown;
    }

    static ErrorCode code(Throwable thrown) {
        assertThat(thrown).isInstanceOf(ChatException.class);
        return ((ChatException) thrown).code();
    }

    @Rule("CA-3")
    default void ofManyOneLoads() {
        try (CacheFixture caches = new CacheFixture(this)) {
            Cache<String, Object> cache = caches.cache(spec -> spec);
            AtomicInteger loads = new AtomicInteger();
            CountDownLatch another = new CountDownLatch(2);
            assertThat(Concurrently.run(
                            64,
                            number -> CacheFixture.get(cache, "key", (key, deadline) -> {
                                another.countDown();
                                chance(another);
                                return Optional.of("value " + loads.incrementAndGet());
                            })))
                    .containsOnly(Optional.of("value 1"));
            assertThat(loads).hasValue(1);
        }
    }

    private static void chance(CountDownLatch another) {
        try {
            boolean unused = another.await(CHANCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Rule("CA-4")
    default void aFailureReachesAllAndIsRememberedForAWhile() {
        try (CacheFixture caches = new CacheFixture(this)) {
            Cache<String, Object> cache = caches.cache(spec -> spec.failureBackoff(caches.units(2)));
            CountDownLatch loading = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            FutureTask<Throwable> first =
                    caches.beside(() -> failure(() -> CacheFixture.get(cache, "key", (key, deadline) -> {
                        loading.countDown();
                        caches.await(gate);
                        return failing(key, deadline);
                    })));
            caches.await(loading);
            Thread[] waiter = new Thread[1];
            CountDownLatch asking = new CountDownLatch(1);
            FutureTask<Throwable> second = caches.beside(() -> {
                waiter[0] = Thread.currentThread();
                asking.countDown();
                return failure(() -> CacheFixture.get(cache, "key", CacheFixture.unwanted()));
            });
            caches.await(asking);
            caches.await("one that waits", () -> waiter[0].getState() == Thread.State.TIMED_WAITING);
            gate.countDown();
            assertThat(caches.join(first)).isInstanceOf(IllegalStateException.class);
            assertThat(caches.join(second)).isInstanceOf(IllegalStateException.class);
            assertThat(CacheFixture.known(cache, "key")).isEmpty();
            assertThat(code(failure(() -> CacheFixture.get(cache, "key", CacheFixture.unwanted()))))
                    .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(CacheFixture.load(cache, "another key", "value")).contains("value");
            caches.pass(2);
            assertThat(CacheFixture.load(cache, "key", "value")).contains("value");
            assertThat(code(failure(() -> CacheFixture.get(cache, "late", (key, deadline) -> {
                        throw ChatException.fault(ErrorCode.DEADLINE_EXCEEDED, "No time left, on purpose", null);
                    }))))
                    .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            assertThat(CacheFixture.load(cache, "late", "value")).contains("value");
        }
    }

    @Rule("CA-13")
    default void whoWaitsKeepsTheOwnDeadline() {
        try (CacheFixture caches = new CacheFixture(this)) {
            Cache<String, Object> cache = caches.cache(spec -> spec);
            CountDownLatch loading = new CountDownLatch(1);
            CountDownLatch gate = new CountDownLatch(1);
            FutureTask<Optional<Object>> slow = caches.beside(() -> CacheFixture.get(cache, "key", (key, deadline) -> {
                loading.countDown();
                caches.await(gate);
                return Optional.of("value");
            }));
            caches.await(loading);
            try {
                Deadline soon = Deadline.after(Duration.ofMillis(20));
                FutureTask<Throwable> hurried =
                        caches.beside(() -> failure(() -> cache.get("key", CacheFixture.unwanted(), soon)));
                assertThat(code(caches.join(hurried))).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            } finally {
                gate.countDown();
            }
            assertThat(caches.join(slow)).contains("value");
            assertThat(CacheFixture.known(cache, "key")).contains("value");
        }
    }

    @Rule("CA-14")
    default void aLoaderThatAsksForItsOwnKeyFails() {
        try (CacheFixture caches = new CacheFixture(this)) {
            Cache<String, Object> cache = caches.cache(spec -> spec);
            Deadline soon = Deadline.after(Duration.ofSeconds(1));
            assertThat(code(failure(() -> CacheFixture.get(
                            cache,
                            "key",
                            (key, deadline) -> cache.get(key, (again, by) -> Optional.of("value"), soon)))))
                    .isEqualTo(ErrorCode.INTERNAL);
            assertThat(CacheFixture.get(
                            cache, "other", (key, deadline) -> CacheFixture.load(cache, "what it needs", "value")))
                    .contains("value");
        }
    }
}
