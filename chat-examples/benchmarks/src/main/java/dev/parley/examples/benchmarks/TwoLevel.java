package dev.parley.examples.benchmarks;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheLoader;
import dev.parley.core.cache.CacheLookup;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.time.Deadline;
import dev.parley.redis.cache.JacksonCodec;
import dev.parley.redis.cache.TwoLevelCacheProvider;
import dev.parley.redis.cache.TwoLevelConfig;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * A hit in the near level and one in Redis, beside Caffeine and Lettuce alone and the caches that others build on them. 10,000
 * keys, each asked in turn, values of 100 characters, one Redis on this machine.
 *
 * <p>The near level works as it does in production: it follows the epoch, and checks each copy. {@code remote} is {@code lookup} of a
 * cache that has room for one copy in this process, so that keeping and dropping it is part of the time.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 8, time = 1)
@Threads(1)
public class TwoLevel {

    private static final int KEYS = 10_000;
    private static final String VALUE = "v".repeat(100);

    /** Ours and the others, filled. */
    @State(Scope.Benchmark)
    public static class Caches {

        private final Deadline farAway = Deadline.after(Duration.ofDays(1));
        private final CacheLoader<String, String> loader = (key, deadline) -> Optional.of(VALUE);
        private final String[] keys = new String[KEYS];
        private @Nullable LocalRedis redis;
        private @Nullable RedisConnections connections;
        private @Nullable TwoLevelCacheProvider provider;
        private @Nullable Cache<String, String> near;
        private @Nullable Cache<String, String> remote;
        private @Nullable CachePeers peers;

        /** Fills only what is asked: a fork measures one cache. */
        @Setup
        public void open(BenchmarkParams params) {
            LocalRedis started = LocalRedis.start();
            redis = started;
            RedisConnections opened = RedisConnections.open(RedisConfig.of(started.uri()));
            connections = opened;
            TwoLevelCacheProvider caches = TwoLevelCacheProvider.open(opened, TwoLevelConfig.defaults());
            provider = caches;
            Cache<String, String> both = caches.cache(spec("near", 100_000));
            Cache<String, String> far = caches.cache(spec("remote", 1));
            CachePeers others = new CachePeers(started.uri());
            Arrays.setAll(keys, number -> "user:" + number);
            String asked = params.getBenchmark().replaceFirst(".*\\.", "");
            Filling.fill(
                    keys,
                    switch (asked) {
                        case "near" -> key -> both.put(key, VALUE);
                        case "remote" -> key -> far.put(key, VALUE);
                        default -> key -> others.put(asked, key, VALUE);
                    });
            // So that what was kept lies together, as in a process that has run for a while, and not where it was made.
            System.gc();
            near = both;
            remote = far;
            peers = others;
        }

        private static CacheSpec<String, String> spec(String name, long room) {
            return CacheSpec.<String, String>builder(name, key -> key)
                    .maximumSize(room)
                    .codec(JacksonCodec.of(String.class, 1))
                    .build();
        }

        private Optional<String> near(String key) {
            return Objects.requireNonNull(near).get(key, loader, farAway);
        }

        private CacheLookup<String> remote(String key) {
            return Objects.requireNonNull(remote).lookup(key);
        }

        private CachePeers peers() {
            return Objects.requireNonNull(peers);
        }

        @TearDown
        public void close() {
            peers().close();
            Objects.requireNonNull(provider).close();
            Objects.requireNonNull(connections).close();
            Objects.requireNonNull(redis).close();
        }
    }

    /** Which key is next. */
    @State(Scope.Thread)
    public static class Next {

        private int next;

        private String key(Caches caches) {
            next = next + 1 == KEYS ? 0 : next + 1;
            return caches.keys[next];
        }
    }

    @Benchmark
    public Optional<String> near(Caches caches, Next next) {
        return caches.near(next.key(caches));
    }

    @Benchmark
    public @Nullable String caffeine(Caches caches, Next next) {
        return caches.peers().caffeine(next.key(caches));
    }

    @Benchmark
    public @Nullable String spring(Caches caches, Next next) {
        return caches.peers().spring(next.key(caches));
    }

    @Benchmark
    public @Nullable String jetCacheNear(Caches caches, Next next) {
        return caches.peers().jetBoth(next.key(caches));
    }

    @Benchmark
    public @Nullable String redissonNear(Caches caches, Next next) {
        return caches.peers().redissonNear(next.key(caches));
    }

    @Benchmark
    public CacheLookup<String> remote(Caches caches, Next next) {
        return caches.remote(next.key(caches));
    }

    @Benchmark
    public @Nullable String lettuce(Caches caches, Next next) {
        return caches.peers().lettuce(next.key(caches));
    }

    @Benchmark
    public @Nullable String jetCacheRemote(Caches caches, Next next) {
        return caches.peers().jetRemote(next.key(caches));
    }

    @Benchmark
    public @Nullable String redissonRemote(Caches caches, Next next) {
        return caches.peers().redissonRemote(next.key(caches));
    }

    /** The same from four threads. */
    @Threads(4)
    public static class By4 extends TwoLevel {}
}
