package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheLoader;
import dev.parley.core.cache.CacheLookup;
import dev.parley.core.cache.CacheProvider;
import dev.parley.core.cache.CacheSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A system of two nodes, and caches of this test, for others may share the store. */
final class CacheFixture implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(1);
    private static final String PREFIX =
            "contract-" + UUID.randomUUID().toString().substring(0, 8);

    private final ManualClock clock = Fresh.clock();
    private final CacheFactory factory;
    private final CacheFactory.CacheSystem system;
    private final CacheProvider here;
    private final CacheProvider there;
    private final String test = UUID.randomUUID().toString().substring(0, 8);

    /**
     * One cache, as the nodes see it.
     *
     * @param here on one node
     * @param there on another, or the same object if there is none
     */
    record Nodes(Cache<String, Object> here, Cache<String, Object> there) {

        List<Cache<String, Object>> both() {
            return List.of(here, there);
        }
    }

    CacheFixture(CacheFactory factory) {
        this.factory = factory;
        this.system = factory.createSystem(clock);
        this.here = system.newNode();
        this.there = system.newNode();
    }

    Duration units(int count) {
        return factory.unit().multipliedBy(count);
    }

    void pass(int units) {
        factory.pass(clock, units(units));
    }

    Cache<String, Object> cache(UnaryOperator<CacheSpec.Builder<String, Object>> settings) {
        return nodes("one", settings).here();
    }

    Nodes nodes(String name, UnaryOperator<CacheSpec.Builder<String, Object>> settings) {
        CacheSpec<String, Object> spec = settings.apply(
                        CacheSpec.<String, Object>builder(PREFIX + "." + test + "." + name, key -> key)
                                .codec(new SampleCodec()))
                .build();
        Cache<String, Object> first = here.cache(spec);
        return new Nodes(first, here == there ? first : there.cache(spec));
    }

    static Optional<Object> get(Cache<String, Object> cache, String key, CacheLoader<String, Object> loader) {
        return cache.get(key, loader, Fresh.deadline());
    }

    static Optional<Object> load(Cache<String, Object> cache, String key, Object value) {
        return get(cache, key, (asked, deadline) -> Optional.of(value));
    }

    /** {@return what is known without a load, or empty} */
    static Optional<Object> known(Cache<String, Object> cache, String key) {
        return cache.lookup(key) instanceof CacheLookup.Hit<Object> hit ? Optional.of(hit.value()) : Optional.empty();
    }

    static CacheLoader<String, Object> unwanted() {
        return (key, deadline) -> {
            throw new AssertionError("The loader was called");
        };
    }

    /** Waits for what happens beside the calls. */
    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + factory.patience().toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(end - System.nanoTime()).as(what).isPositive();
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    /** Waits for a gate, and fails if nobody opens it. */
    void await(CountDownLatch gate) {
        try {
            assertThat(gate.await(factory.patience().toNanos(), TimeUnit.NANOSECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting at a gate", e);
        }
    }

    /** Does something in a thread of its own. */
    <T> FutureTask<T> beside(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "cache-contract");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** What was done in a thread of its own. */
    <T> T join(FutureTask<T> task) {
        try {
            return task.get(factory.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for a call", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("A call failed or did not return", e);
        }
    }

    @Override
    public void close() {
        system.close();
    }
}
