package dev.parley.examples.benchmarks;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Two ways for nodes to learn that a key was evicted, on Lettuce alone: a message that the evicting node publishes, and RESP3
 * client tracking in its broadcasting mode, by prefix. {@code drop}: from the eviction until all other nodes were told.
 * {@code fill}: writing a key that nobody has, as after a miss.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 8, time = 1)
@Threads(1)
public class Invalidation {

    private static final String PREFIX = "v:";
    private static final String CHANNEL = "evicted";
    private static final String KEY = PREFIX + "k";
    private static final String VALUE = "v".repeat(100);
    private static final String EVICT = "redis.call('DEL', KEYS[1]) redis.call('PUBLISH', ARGV[1], KEYS[1]) return 1";

    /** One that writes, and others that listen. */
    @State(Scope.Benchmark)
    public static class Nodes {

        private final Semaphore told = new Semaphore(0);
        private @Nullable LocalRedis redis;
        private @Nullable RedisClient client;
        private @Nullable RedisCommands<String, String> commands;
        private String script = "";
        private long filled;

        @Param({"messages", "tracking"})
        private String how = "";

        @Param({"1", "8"})
        private int others;

        @Setup
        public void open() {
            LocalRedis started = LocalRedis.start();
            redis = started;
            RedisClient made = RedisClient.create(started.uri());
            client = made;
            for (int i = 0; i < others; i++) {
                if (tracking()) {
                    track(made.connect());
                } else {
                    subscribe(made.connectPubSub());
                }
            }
            RedisCommands<String, String> writer = made.connect().sync();
            script = writer.scriptLoad(EVICT);
            commands = writer;
        }

        private void track(StatefulRedisConnection<String, String> connection) {
            connection.addListener(message -> {
                if ("invalidate".equals(message.getType())) {
                    told.release();
                }
            });
            connection
                    .sync()
                    .clientTracking(new TrackingArgs()
                            .enabled(true)
                            .bcast()
                            .prefixes(PREFIX)
                            .noloop());
        }

        private void subscribe(StatefulRedisPubSubConnection<String, String> connection) {
            connection.addListener(new RedisPubSubAdapter<String, String>() {
                @Override
                public void message(String channel, String message) {
                    told.release();
                }
            });
            connection.sync().subscribe(CHANNEL);
        }

        private boolean tracking() {
            return "tracking".equals(how);
        }

        private RedisCommands<String, String> commands() {
            return Objects.requireNonNull(commands);
        }

        private long fill(String key) {
            commands().set(key, VALUE, SetArgs.Builder.px(Duration.ofMinutes(1)));
            return ++filled;
        }

        private void evict() {
            if (tracking()) {
                commands().del(KEY);
            } else {
                commands().evalsha(script, ScriptOutputType.INTEGER, new String[] {KEY}, CHANNEL);
            }
        }

        private void awaitTold() {
            told.acquireUninterruptibly(others);
        }

        @TearDown
        public void close() {
            Objects.requireNonNull(client).shutdown();
            Objects.requireNonNull(redis).close();
        }
    }

    /** A key that all nodes have copies of. */
    @State(Scope.Benchmark)
    public static class Copied {

        @Setup(Level.Invocation)
        public void fill(Nodes nodes) {
            nodes.fill(KEY);
            if (nodes.tracking()) {
                nodes.awaitTold();
            }
        }
    }

    @Benchmark
    public void drop(Nodes nodes, Copied copied) {
        nodes.evict();
        nodes.awaitTold();
    }

    @Benchmark
    public long fill(Nodes nodes) {
        return nodes.fill(PREFIX + nodes.filled);
    }
}
