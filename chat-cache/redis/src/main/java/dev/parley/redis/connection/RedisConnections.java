package dev.parley.redis.connection;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The connections of one process to one Redis, which all adapters of this module share. Thread-safe.
 *
 * <p>Every command is given up after the time of the config, or at the deadline of the call if that is earlier. While Redis is
 * known to be away commands fail at once.
 */
public final class RedisConnections implements AutoCloseable {

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final RedisConfig config;
    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;

    private RedisConnections(RedisConfig config) {
        this.config = config;
        this.client = RedisClient.create(RedisURI.create(config.uri()));
        client.setOptions(ClientOptions.builder()
                .requestQueueSize(config.queue())
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        this.connection = client.connect(CODEC);
    }

    /**
     * Opens connections.
     *
     * @param config how
     * @return the connections; closing them closes what was opened
     * @throws ChatException {@link ErrorCode#STORE_UNAVAILABLE}
     */
    public static RedisConnections open(RedisConfig config) {
        try {
            return new RedisConnections(config);
        } catch (RedisException e) {
            throw ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "Redis can't be reached", AGAIN, e);
        }
    }

    /** {@return with what every key and channel begins} */
    public String prefix() {
        return config.prefix();
    }

    /**
     * Runs a script.
     *
     * @param script which
     * @param keys all that it touches; in a cluster all of one slot
     * @param deadline by when to answer
     * @param arguments its {@code ARGV}
     * @param <R> what it answers
     * @return its answer
     * @throws ChatException of kind unavailable
     */
    public <R> R run(RedisScript<R> script, List<String> keys, Deadline deadline, byte[]... arguments) {
        String[] names = keys.toArray(String[]::new);
        try {
            return script.read(
                    ask(commands -> commands.evalsha(script.digest(), script.type(), names, arguments), deadline));
        } catch (RedisNoScriptException e) {
            return script.read(ask(commands -> commands.eval(script.lua(), script.type(), names, arguments), deadline));
        }
    }

    /**
     * Runs a command.
     *
     * @param command begins it
     * @param deadline by when to answer
     * @param <R> what it answers
     * @return its answer
     * @throws ChatException of kind unavailable
     */
    public <R> R call(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<R>> command, Deadline deadline) {
        return ask(command, deadline);
    }

    private <R> R ask(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<R>> command, Deadline deadline) {
        Duration left = deadline.remaining();
        long nanos = Math.min(left.toNanos(), config.timeout().toNanos());
        try {
            return command.apply(connection.async()).get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisNoScriptException missing) {
                throw missing;
            }
            throw ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "Redis did not do it", AGAIN, e.getCause());
        } catch (TimeoutException | CancellationException | RedisException e) {
            throw ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "Redis did not answer in time", AGAIN, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The call was interrupted", e);
        }
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
