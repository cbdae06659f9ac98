package dev.parley.examples.benchmarks.load;

import dev.parley.core.cache.Cache;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Tries, once a fault has ended, when each part works over Redis again. */
final class RedisRecovery {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final long OFTEN_MILLIS = 10;
    private static final long PATIENCE_SECONDS = 15;
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final RateLimit PLENTY = RateLimit.of(10_000, Duration.ofSeconds(1));

    private final List<RedisNode> nodes;
    private final SignalWatch signals;
    private final AtomicLong numbers = new AtomicLong();

    RedisRecovery(List<RedisNode> nodes, SignalWatch signals) {
        this.nodes = nodes;
        this.signals = signals;
    }

    /** {@return after how many milliseconds each worked again, or the time that was waited in vain} */
    Map<String, Double> await() throws InterruptedException {
        Map<String, BooleanSupplier> tries = Map.of(
                "exact limits", () -> nodes.stream().allMatch(node -> decides(node.exact())),
                "leased limits", () -> nodes.stream().allMatch(node -> decides(node.leased())),
                "cache", () -> shares(nodes.get(0).cache(), nodes.get(1).cache()),
                "signals", this::carries);
        long begin = System.nanoTime();
        Map<String, Double> millis = new ConcurrentHashMap<>();
        List<Thread> threads = tries.entrySet().stream()
                .map(one -> new Thread(() -> millis.put(one.getKey(), until(one.getValue(), begin))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return new TreeMap<>(millis);
    }

    private static double until(BooleanSupplier works, long begin) {
        while (!works.getAsBoolean() && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            pause();
        }
        return (System.nanoTime() - begin) / NANOS_PER_MILLI;
    }

    private static void pause() {
        try {
            Thread.sleep(OFTEN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean decides(RateLimiter limiter) {
        RateDecision decision = limiter.acquire(
                LimiterWatch.key("again-" + numbers.incrementAndGet()), PLENTY, 1, Deadline.after(LONGEST));
        return !decision.degraded();
    }

    /** What one node has loaded the other finds in Redis. */
    private boolean shares(Cache<Long, Long> one, Cache<Long, Long> other) {
        long key = -numbers.incrementAndGet();
        AtomicBoolean loaded = new AtomicBoolean();
        one.get(key, (k, deadline) -> Optional.of(key), Deadline.after(LONGEST));
        other.get(
                key,
                (k, deadline) -> {
                    loaded.set(true);
                    return Optional.of(key);
                },
                Deadline.after(LONGEST));
        return !loaded.get();
    }

    private boolean carries() {
        long number = signals.say();
        pause();
        return signals.heard(number);
    }
}
