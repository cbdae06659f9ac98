package dev.parley.examples.benchmarks;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.redis.ratelimit.RedisRateLimiter;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.redisson.Redisson;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RateType;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** The limiters of {@link SharedLimiter}, each with a Redis of its own. */
public class SharedLimiters {

    private static final int CALLERS = 16;
    private static final long CAPACITY = 1_000_000_000;
    private static final long REFILL = 1_000_000;
    private static final int SLICE = 100;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** On a busy machine too no call is to be decided without Redis. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private SharedLimiters() {}

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalStateException("A call was refused");
        }
    }

    /** Without this the Redis would keep a fork alive of which the set-up failed. */
    private static <T> T openOn(LocalRedis redis, Supplier<T> opening) {
        try {
            return opening.get();
        } catch (RuntimeException | LinkageError e) {
            redis.close();
            throw e;
        }
    }

    /** Gives each thread a number. */
    @State(Scope.Benchmark)
    public static class Numbers {

        private final AtomicInteger last = new AtomicInteger();
    }

    /** A thread of the benchmark. */
    @State(Scope.Thread)
    public static class Caller {

        private int number;

        /** Takes a number. */
        @Setup
        public void take(Numbers numbers) {
            number = numbers.last.getAndIncrement() % CALLERS;
        }
    }

    /** Our limiters and a PING. */
    @State(Scope.Benchmark)
    public static class Ours {

        private final Deadline farAway = Deadline.after(DAY);
        private final RateLimit limit = new RateLimit(CAPACITY, REFILL, SECOND);
        private final List<LimitKey> keys = new ArrayList<>();
        private @Nullable LocalRedis redis;
        private @Nullable RedisConnections connections;
        private @Nullable RedisRateLimiter exact;
        private @Nullable RedisRateLimiter leased;

        /** Opens them. */
        @Setup
        public void open() {
            LocalRedis started = LocalRedis.start();
            redis = started;
            RedisConfig config = new RedisConfig(started.uri(), "benchmark", PATIENCE, 10_000);
            RedisConnections opened = openOn(started, () -> RedisConnections.open(config));
            connections = opened;
            exact = RedisRateLimiter.on(opened).build();
            leased = RedisRateLimiter.on(opened)
                    .leased()
                    .slice(SLICE)
                    .sliceLife(SECOND)
                    .build();
            for (int i = 0; i < CALLERS; i++) {
                keys.add(new LimitKey(TenantId.DEFAULT, "send", "caller-" + i));
            }
        }

        String ping() {
            return Objects.requireNonNull(connections).call(commands -> commands.ping(), farAway);
        }

        RateDecision exact(Caller caller) {
            return Objects.requireNonNull(exact).acquire(keys.get(caller.number), limit, 1, farAway);
        }

        RateDecision leased() {
            return Objects.requireNonNull(leased).acquire(keys.get(0), limit, 1, farAway);
        }

        /** Closes them. */
        @TearDown
        public void close() {
            require(exact(new Caller()) instanceof RateDecision.Allowed allowed && !allowed.degraded());
            require(leased() instanceof RateDecision.Allowed allowed && !allowed.degraded());
            Objects.requireNonNull(exact).close();
            Objects.requireNonNull(leased).close();
            Objects.requireNonNull(connections).close();
            Objects.requireNonNull(redis).close();
        }
    }

    /** Bucket4j on Lettuce. */
    @State(Scope.Benchmark)
    public static class Buckets {

        private final List<BucketProxy> exact = new ArrayList<>();
        private @Nullable BucketProxy delaying;
        private @Nullable LocalRedis redis;
        private @Nullable RedisClient client;

        /** Opens it. */
        @Setup
        public void open() {
            LocalRedis started = LocalRedis.start();
            redis = started;
            RedisClient opened = RedisClient.create(started.uri());
            client = opened;
            var manager = Bucket4jLettuce.casBasedBuilder(opened)
                    .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(SECOND))
                    .build();
            BucketConfiguration configuration = BucketConfiguration.builder()
                    .addLimit(limit -> limit.capacity(CAPACITY).refillGreedy(REFILL, SECOND))
                    .build();
            for (int i = 0; i < CALLERS; i++) {
                exact.add(manager.builder().build(key("caller-" + i), () -> configuration));
            }
            delaying = manager.builder()
                    .withOptimization(Optimizations.delaying(new DelayParameters(SLICE, SECOND)))
                    .build(key("all"), () -> configuration);
        }

        private static byte[] key(String name) {
            return name.getBytes(StandardCharsets.UTF_8);
        }

        boolean exact(Caller caller) {
            return exact.get(caller.number).tryConsume(1);
        }

        boolean delaying() {
            return Objects.requireNonNull(delaying).tryConsume(1);
        }

        /** Closes it. */
        @TearDown
        public void close() {
            require(exact(new Caller()) && delaying());
            Objects.requireNonNull(client).shutdown();
            Objects.requireNonNull(redis).close();
        }
    }

    /** Redisson. */
    @State(Scope.Benchmark)
    public static class Redissons {

        private final List<RRateLimiter> limiters = new ArrayList<>();
        private @Nullable LocalRedis redis;
        private @Nullable RedissonClient client;

        /** Opens it. */
        @Setup
        public void open() {
            LocalRedis started = LocalRedis.start();
            redis = started;
            Config config = new Config();
            config.useSingleServer().setAddress(started.uri());
            RedissonClient opened = openOn(started, () -> Redisson.create(config));
            client = opened;
            for (int i = 0; i < CALLERS; i++) {
                RRateLimiter limiter = opened.getRateLimiter("caller-" + i);
                require(limiter.trySetRate(RateType.OVERALL, REFILL, SECOND, DAY));
                limiters.add(limiter);
            }
        }

        boolean exact(Caller caller) {
            return limiters.get(caller.number).tryAcquire(1);
        }

        /** Closes it. */
        @TearDown
        public void close() {
            require(exact(new Caller()));
            Objects.requireNonNull(client).shutdown();
            Objects.requireNonNull(redis).close();
        }
    }
}
