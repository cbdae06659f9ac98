package dev.parley.redis.cache;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nodes on one Redis, and a look into it from outside. Not thread-safe. */
final class CacheNodes implements AutoCloseable {

    private static final TwoLevelConfig CONFIG = new TwoLevelConfig(1, Duration.ofSeconds(10), 2);

    private final String uri;
    private final Duration timeout;
    private final RedisClient client;
    private final StatefulRedisConnection<String, String> outside;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    CacheNodes(String uri) {
        this(uri, Duration.ofSeconds(5));
    }

    CacheNodes(String uri, Duration timeout) {
        this.uri = uri;
        this.timeout = timeout;
        this.client = RedisClient.create(uri);
        this.outside = client.connect();
    }

    RedisCommands<String, String> redis() {
        return outside.sync();
    }

    TwoLevelCacheProvider node() {
        return node(CONFIG);
    }

    TwoLevelCacheProvider node(TwoLevelConfig config) {
        RedisConnections connections = RedisConnections.open(new RedisConfig(uri, "parley", timeout, 10_000));
        TwoLevelCacheProvider provider = TwoLevelCacheProvider.open(connections, config);
        open.push(connections);
        open.push(provider);
        return provider;
    }

    static CacheSpec<String, String> spec(String name, UnaryOperator<CacheSpec.Builder<String, String>> settings) {
        return settings.apply(CacheSpec.<String, String>builder(name, key -> key)
                        .staleness(Duration.ofMinutes(10))
                        .codec(JacksonCodec.of(String.class, 1)))
                .build();
    }

    /** The same cache on so many nodes. */
    List<Cache<String, String>> nodes(
            int count, String name, UnaryOperator<CacheSpec.Builder<String, String>> settings) {
        List<Cache<String, String>> caches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            caches.add(node().cache(spec(name, settings)));
        }
        return caches;
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    /** How often Redis has carried out a command. */
    long calls(String command) {
        Matcher matcher =
                Pattern.compile("cmdstat_" + command + ":calls=(\\d+)").matcher(redis().info("commandstats"));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        outside.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
