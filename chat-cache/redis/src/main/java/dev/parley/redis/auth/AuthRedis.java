package dev.parley.redis.auth;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.redis.connection.RedisScript;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way of one adapter to Redis: it is open, there is time left, and the script learns the time. Thread-safe. */
final class AuthRedis {

    private final RedisConnections connections;
    private final @Nullable InstantSource clock;
    private final String base;
    private volatile boolean closed;

    AuthRedis(RedisConnections connections, @Nullable InstantSource clock) {
        this.connections = connections;
        this.clock = clock;
        this.base = AuthKeys.base(connections.prefix());
    }

    /** {@return the whole name of a key} */
    String key(String... parts) {
        return base + String.join(":", parts);
    }

    /** Runs a script that changes nothing that its caller would miss. */
    <R> R read(RedisScript<R> script, List<String> keys, Deadline deadline, String... arguments) {
        return connections.run(script, keys, deadline, prepared(deadline, arguments));
    }

    /** Runs a script of which its caller must know whether it may have changed something. */
    <R> R write(RedisScript<R> script, List<String> keys, Deadline deadline, String... arguments) {
        return connections.change(script, keys, deadline, prepared(deadline, arguments));
    }

    private byte[][] prepared(Deadline deadline, String... arguments) {
        if (closed) {
            throw ChatException.fault(ErrorCode.CLOSED, "The adapter on Redis is closed", null);
        }
        deadline.check();
        String now = clock == null ? "" : Long.toString(Micros.of(clock.instant()));
        return Stream.concat(Stream.of(now, base), Stream.of(arguments))
                .map(argument -> argument.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    void close() {
        closed = true;
    }
}
