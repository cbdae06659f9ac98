package dev.parley.examples.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.ratelimit.LimitKey;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limiters of other libraries, one for each key: all have the same keys, and all let nearly every call through. None but
 * the one in Caffeine ever forgets a key. Guava's knows no capacity, so it has a rate that is never reached.
 */
final class LimiterPeers {

    private static final Duration WINDOW = Duration.ofDays(31);
    private static final double GUAVA_RATE = 1e9;

    private final Map<LimitKey, Bucket> bucketsInMap = new ConcurrentHashMap<>();
    private final Cache<LimitKey, Bucket> bucketsInCaffeine = Caffeine.newBuilder()
            .maximumSize(2_000_000)
            .expireAfterAccess(WINDOW)
            .build();
    private final Map<LimitKey, RateLimiter> resilience4j = new ConcurrentHashMap<>();
    private final Map<LimitKey, com.google.common.util.concurrent.RateLimiter> guava = new ConcurrentHashMap<>();
    private final Map<LimitKey, Window> windows = new ConcurrentHashMap<>();
    private final Map<LimitKey, AtomicLong> counters = new ConcurrentHashMap<>();
    private final int capacity;
    private final RateLimiterConfig config;

    /** The least that counts: so many in each window, from the first call on. */
    private static final class Window {
        private final AtomicLong used = new AtomicLong();
        private volatile long start = System.nanoTime();

        boolean take(long most) {
            long now = System.nanoTime();
            if (now - start > WINDOW.toNanos()) {
                start = now;
                used.set(0);
            }
            return used.incrementAndGet() <= most;
        }
    }

    LimiterPeers(int capacity) {
        this.capacity = capacity;
        this.config = RateLimiterConfig.custom()
                .limitForPeriod(capacity)
                .limitRefreshPeriod(WINDOW)
                .timeoutDuration(Duration.ZERO)
                .build();
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, WINDOW))
                .build();
    }

    boolean bucket4jInMap(LimitKey key) {
        Bucket bucket = bucketsInMap.get(key);
        if (bucket == null) {
            bucket = bucketsInMap.computeIfAbsent(key, missing -> newBucket());
        }
        return bucket.tryConsume(1);
    }

    boolean bucket4jInCaffeine(LimitKey key) {
        return Objects.requireNonNull(bucketsInCaffeine.get(key, missing -> newBucket()))
                .tryConsume(1);
    }

    boolean resilience4j(LimitKey key) {
        RateLimiter limiter = resilience4j.get(key);
        if (limiter == null) {
            limiter = resilience4j.computeIfAbsent(key, missing -> RateLimiter.of("limiter", config));
        }
        return limiter.acquirePermission();
    }

    boolean guava(LimitKey key) {
        com.google.common.util.concurrent.RateLimiter limiter = guava.get(key);
        if (limiter == null) {
            limiter = guava.computeIfAbsent(
                    key, missing -> com.google.common.util.concurrent.RateLimiter.create(GUAVA_RATE));
        }
        return limiter.tryAcquire();
    }

    boolean window(LimitKey key) {
        Window window = windows.get(key);
        if (window == null) {
            window = windows.computeIfAbsent(key, missing -> new Window());
        }
        return window.take(capacity);
    }

    /** A map and one compare-and-swap, without a time: what any limiter costs that has its keys in a map. */
    boolean counter(LimitKey key) {
        AtomicLong counter = counters.get(key);
        if (counter == null) {
            counter = counters.computeIfAbsent(key, missing -> new AtomicLong());
        }
        long seen = counter.get();
        return seen < Long.MAX_VALUE && counter.compareAndSet(seen, seen + 1);
    }
}
