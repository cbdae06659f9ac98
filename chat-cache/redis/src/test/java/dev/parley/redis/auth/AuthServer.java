package dev.parley.redis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.redis.TestRedisCluster;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis for a class of tests, which after each of them looks for keys that would stay for ever. */
final class AuthServer implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final boolean clustered;
    private TestRedis redis;
    private RedisConnections connections;

    AuthServer() {
        this(false);
    }

    private AuthServer(boolean clustered) {
        this.clustered = clustered;
    }

    /** A cluster, which refuses scripts whose keys are not all of one slot. */
    static AuthServer inCluster() {
        return new AuthServer(true);
    }

    RedisConnections connections() {
        return connections;
    }

    TestRedis redis() {
        return redis;
    }

    /** Connections of their own, as another node has. */
    RedisConnections another() {
        return connect(redis.uri());
    }

    /** Longer than the default, for this machine may be busy with a hundred threads. */
    static RedisConnections connect(String uri) {
        return RedisConnections.open(new RedisConfig(uri, "parley", Duration.ofSeconds(10), 10_000));
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    static List<String> keys(RedisConnections connections) {
        return connections.call(commands -> commands.keys("*"), soon());
    }

    /** {@return what lives for ever, or lies outside the one slot} */
    static List<String> stray(RedisConnections connections) {
        return keys(connections).stream()
                .filter(key -> key.contains(":auth:"))
                .filter(key -> !key.startsWith("parley:auth:{parley}:")
                        || connections.call(commands -> commands.pttl(key), soon()) == -1)
                .toList();
    }

    static String field(RedisConnections connections, String key, String field) {
        byte[] value = connections.call(commands -> commands.hget(key, field), soon());
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getRequiredTestClass().isMemberClass()) {
            return;
        }
        if (clustered) {
            connections = connect(TestRedisCluster.shared().uri());
        } else {
            redis = TestRedis.start();
            connections = connect(redis.uri());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(stray(connections)).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (context.getRequiredTestClass().isMemberClass()) {
            return;
        }
        connections.close();
        if (!clustered) {
            redis.close();
        }
    }
}
