package dev.parley.examples.benchmarks;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheSpec;
import dev.parley.redis.cache.JacksonCodec;
import dev.parley.redis.cache.TwoLevelCacheProvider;
import dev.parley.redis.cache.TwoLevelConfig;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Forgetting what belongs together, while there are so many other keys in Redis; beside looking for it by a pattern, by KEYS and
 * by SCAN, with the writing and deletion of one key that is found; and beside one PING.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 8, time = 1)
@Threads(1)
public class GroupEviction {

    private static final int BATCH = 10_000;
    private static final int FOUND = 10;
    private static final String PATTERN = "found:*";

    /** A Redis with so many keys. */
    @State(Scope.Benchmark)
    public static class Filled {

        private @Nullable LocalRedis redis;
        private @Nullable RedisConnections connections;
        private @Nullable TwoLevelCacheProvider provider;
        private @Nullable Cache<String, String> cache;
        private @Nullable RedisClient client;
        private @Nullable StatefulRedisConnection<String, String> connection;

        @Param({"1000", "100000", "1000000"})
        private int keys;

        @Setup
        public void open() {
            LocalRedis started = LocalRedis.start();
            redis = started;
            RedisClient made = RedisClient.create(started.uri());
            client = made;
            connection = made.connect();
            fill();
            RedisConnections opened = RedisConnections.open(RedisConfig.of(started.uri()));
            connections = opened;
            TwoLevelCacheProvider caches = TwoLevelCacheProvider.open(opened, TwoLevelConfig.defaults());
            provider = caches;
            Cache<String, String> filled = caches.cache(CacheSpec.<String, String>builder("groups", key -> key)
                    .codec(JacksonCodec.of(String.class, 1))
                    .build());
            cache = filled;
            for (int i = 0; i < FOUND; i++) {
                filled.put("found:" + i, "v");
            }
        }

        private void fill() {
            String script = "for i = ARGV[1], ARGV[2] do redis.call('SET', 'other:' .. i, 'v') end return 1";
            for (int from = 0; from < keys; from += BATCH) {
                commands()
                        .eval(
                                script,
                                ScriptOutputType.INTEGER,
                                new String[0],
                                Integer.toString(from),
                                Integer.toString(Math.min(keys, from + BATCH) - 1));
            }
        }

        private RedisCommands<String, String> commands() {
            return Objects.requireNonNull(connection).sync();
        }

        @TearDown
        public void close() {
            Objects.requireNonNull(provider).close();
            Objects.requireNonNull(connections).close();
            Objects.requireNonNull(connection).close();
            Objects.requireNonNull(client).shutdown();
            Objects.requireNonNull(redis).close();
        }
    }

    @Benchmark
    public void evictGroup(Filled filled) {
        Objects.requireNonNull(filled.cache).evictGroup("");
    }

    @Benchmark
    public String ping(Filled filled) {
        return filled.commands().ping();
    }

    @Benchmark
    public long keys(Filled filled) {
        RedisCommands<String, String> commands = filled.commands();
        commands.set("found:1", "v");
        return commands.del(commands.keys(PATTERN).toArray(String[]::new));
    }

    @Benchmark
    public long scan(Filled filled) {
        RedisCommands<String, String> commands = filled.commands();
        commands.set("found:1", "v");
        List<String> found = new ArrayList<>();
        ScanIterator<String> all =
                ScanIterator.scan(commands, ScanArgs.Builder.matches(PATTERN).limit(1_000));
        while (all.hasNext()) {
            found.add(all.next());
        }
        return commands.del(found.toArray(String[]::new));
    }
}
