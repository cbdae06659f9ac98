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
import java.util.function.Consumer;
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
    private final Heartbeat heartbeat;
    private final Subscriptions subscriptions;

    private RedisConnections(RedisConfig config) {
        this.config = config;
        this.client = RedisClient.create(RedisURI.create(config.uri()));
        client.setOptions(ClientOptions.builder()
                .requestQueueSize(config.queue())
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        this.connection = client.connect(CODEC);
        this.subscriptions = new Subscriptions(() -> client.connectPubSub(CODEC), config.timeout(), config.queue());
        this.heartbeat = new Heartbeat(
                () -> Commands.succeeds(connection.async()::ping, config.timeout()), subscriptions::repair);
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
            RedisConnections connections = new RedisConnections(config);
            connections.heartbeat.start();
            return connections;
        } catch (RedisException e) {
            throw ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "Redis can't be reached", AGAIN, e);
        }
    }

    /** {@return with what every key and channel begins} */
    public String prefix() {
        return config.prefix();
    }

    /** {@return whether it is a cluster, where all keys of one script have to be of one slot} */
    public boolean clustered() {
        return false;
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

    /**
     * Listens to a channel. The listeners of this process are called one after the other, in the order in which Redis sent the
     * messages, on one thread of the connections: they hand over whatever takes long, and what they throw is logged. Waits until
     * Redis has confirmed it, no longer than a command takes; if Redis is away, listening begins by itself when it is back.
     *
     * @param channel its name, prefix included
     * @param listener is called with each message
     * @param onLoss is called when messages may have been lost: after every reconnect, when listening began late, and when
     *     messages came faster than they were taken (as many may wait as commands, by the config). Nothing that is said after it
     *     began is lost with it. Called on the same thread.
     * @return ends it
     * @throws ChatException {@link ErrorCode#CLOSED}
     */
    public Registration subscribe(String channel, Consumer<byte[]> listener, Runnable onLoss) {
        return subscriptions.add(channel, listener, onLoss);
    }

    /**
     * Says something to all who listen to a channel now. Never waits and never throws: the message is lost while Redis is away,
     * or when too many commands wait.
     *
     * @param channel its name, prefix included
     * @param message what to say
     */
    public void publish(String channel, byte[] message) {
        if (!heartbeat.away()) {
            try {
                var unused = connection.async().publish(channel, message);
            } catch (RedisException e) {
                heartbeat.doubt();
            }
        }
    }

    /** {@return whether Redis is known to be away; commands then fail at once} */
    public boolean away() {
        return heartbeat.away();
    }

    /**
     * Asks to be told when Redis is back after it was away.
     *
     * @param listener is called on a thread of the connections, once each time; what it throws is logged
     * @return ends it
     */
    public Registration whenBack(Runnable listener) {
        return heartbeat.whenBack(listener);
    }

    private <R> R ask(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<R>> command, Deadline deadline) {
        if (heartbeat.away()) {
            throw ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "Redis is away", AGAIN, null);
        }
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
            heartbeat.doubt();
            throw ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "Redis did not answer in time", AGAIN, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The call was interrupted", e);
        }
    }

    @Override
    public void close() {
        heartbeat.close();
        subscriptions.close();
        connection.close();
        client.shutdown();
    }
}
