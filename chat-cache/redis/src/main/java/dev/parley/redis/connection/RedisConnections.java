package dev.parley.redis.connection;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one process to one Redis, which all adapters of this module share: one for commands, one for what is heard
 * on channels. Thread-safe; callers wait without holding on to their carrier, if they are virtual threads.
 *
 * <p>Every command is given up after the time of the config, or at the deadline of the call if that is earlier. It is sent at
 * most once: if the connection breaks, what was sent may have happened and is not sent again. Connections are opened again by
 * themselves, the first time after 20 milliseconds at most, later after 1 second at most.
 *
 * <p>Redis is known to be away, and commands fail at once, after two failures in a row: a command or a PING without an answer,
 * then a PING. A thread of the connections asks, every second, at once after a command had no answer, and four times a second
 * while Redis is away; the first answer ends it. With the default timeout that takes 1.5 seconds at most without any call, 0.5
 * seconds with calls. What Redis answers, an error for example, never counts against it. Of a cluster only the absence of all its
 * masters counts: a command for a single one that is silent waits out its time until the cluster replaces it.
 */
public final class RedisConnections implements AutoCloseable {

    private final RedisConfig config;
    private final Endpoint endpoint;
    private final MainLink link;
    private final Subscriptions subscriptions;
    private final Heartbeat heartbeat;
    private final Calls calls;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RedisConnections(RedisConfig config, Endpoint endpoint) {
        this.config = config;
        this.endpoint = endpoint;
        this.link = new MainLink(endpoint, config);
        this.subscriptions = new Subscriptions(this::connectPubSub, config.timeout(), config.queue());
        this.heartbeat = new Heartbeat(link::answers, subscriptions::repair);
        this.calls = new Calls(link, heartbeat, config.timeout());
    }

    private StatefulRedisPubSubConnection<String, byte[]> connectPubSub() {
        if (away()) {
            throw Failures.away();
        }
        return Waiting.connected(
                Waiting.begun(endpoint::connectPubSub), StatefulConnection::closeAsync, config.connectTimeout());
    }

    /**
     * Opens connections by a client of their own, with at most 7 threads, all daemons.
     *
     * @param config how
     * @return the connections; closing them closes what was opened
     * @throws ChatException {@link ErrorCode#STORE_UNAVAILABLE} after the time to connect (twenty timeouts, 5 seconds at least),
     *     unless the config lets it start while Redis is away; {@link ErrorCode#CONFIGURATION} if Redis does not accept the user
     *     or the password
     */
    public static RedisConnections open(RedisConfig config) {
        return start(config, Endpoints.open(config));
    }

    /**
     * Opens connections by the client of the host, which is never closed here. Its options hold instead of ours: a bounded
     * {@code requestQueueSize}, {@code REJECT_COMMANDS} while disconnected, and a {@code replayFilter} that lets nothing be sent
     * twice are advised.
     *
     * @param client of the host
     * @param config which Redis; its queue bounds only the messages that wait to be taken
     * @return the connections; closing them closes their connections and not the client
     * @throws ChatException as {@link #open}
     */
    public static RedisConnections over(RedisClient client, RedisConfig config) {
        return start(config, new SingleEndpoint(client, config.uris().get(0), () -> {}));
    }

    /**
     * Opens connections by the cluster client of the host, which is never closed here, and which knows where the cluster is.
     *
     * @param client of the host; as to its options see {@link #over(RedisClient, RedisConfig)}
     * @param config how; its URI is not used
     * @return the connections; closing them closes their connections and not the client
     * @throws ChatException as {@link #open}
     */
    public static RedisConnections over(RedisClusterClient client, RedisConfig config) {
        return start(config, new ClusterEndpoint(client, () -> {}));
    }

    private static RedisConnections start(RedisConfig config, Endpoint endpoint) {
        try {
            RedisConnections connections = new RedisConnections(config, endpoint);
            connections.heartbeat.start(connections.link.connected());
            return connections;
        } catch (RuntimeException e) {
            endpoint.close();
            throw e;
        }
    }

    /** {@return with what every key and channel begins} */
    public String prefix() {
        return config.prefix();
    }

    /** {@return whether it is a cluster, where all keys of one script have to be of one slot} */
    public boolean clustered() {
        return endpoint.clustered();
    }

    /**
     * Runs a script.
     *
     * @param script which
     * @param keys what it touches, as {@link RedisScript} says; in a cluster all of one slot
     * @param deadline by when to answer
     * @param arguments its {@code ARGV}
     * @param <R> what it answers
     * @return its answer
     * @throws ChatException as {@link #call}
     */
    public <R> R run(RedisScript<R> script, List<String> keys, Deadline deadline, byte[]... arguments) {
        return script.read(calls.run(script, keys, deadline, arguments));
    }

    /**
     * Runs a script of which the caller has to know whether it may have changed something.
     *
     * @param script which
     * @param keys all that it touches; in a cluster all of one slot
     * @param deadline by when to answer
     * @param arguments its {@code ARGV}
     * @param <R> what it answers
     * @return its answer
     * @throws ChatException as {@link #call}, but {@link ErrorCode#OUTCOME_UNKNOWN} if it may have been sent and no answer came;
     *     with {@link ErrorCode#STORE_UNAVAILABLE} nothing was done
     */
    public <R> R change(RedisScript<R> script, List<String> keys, Deadline deadline, byte[]... arguments) {
        return script.read(calls.change(new ScriptCall(script, keys, arguments), deadline));
    }

    /**
     * Begins to run a script, and does not wait.
     *
     * @param script which; where Redis does not know it yet, this fails, and {@link #run} makes it known
     * @param keys as in {@link #run}
     * @param arguments its {@code ARGV}
     * @param <R> what it answers
     * @param done is called once, with the answer or with null: on a thread of the connections, which it must not hold up, or at
     *     once if Redis is away; late if Redis is silent
     */
    public <R> void begin(RedisScript<R> script, List<String> keys, Consumer<@Nullable R> done, byte[]... arguments) {
        calls.begin(script, keys, done, arguments);
    }

    /**
     * Runs a command.
     *
     * @param command begins it
     * @param deadline by when to answer
     * @param <R> what it answers
     * @return its answer
     * @throws ChatException {@link ErrorCode#DEADLINE_EXCEEDED} if there was no time left; {@link ErrorCode#STORE_UNAVAILABLE} if
     *     Redis is away, did not answer in time (then a write may have happened) or can't do it now (it loads its data, is a
     *     replica, has no memory left); {@link ErrorCode#CONFIGURATION} if the user may not do this; {@link ErrorCode#INTERNAL}
     *     if Redis does not accept the command
     */
    public <R> R call(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<R>> command, Deadline deadline) {
        return calls.call(command, deadline);
    }

    /**
     * Listens to a channel. The listeners of this process are called one after the other, in the order in which Redis sent the
     * messages, on one thread of the connections: they hand over whatever takes long, and what they throw is logged. Waits until
     * Redis has confirmed it, no longer than a command takes, and the first time no longer than to connect takes besides; if Redis
     * is away, listening begins by itself when it is back. If the user may not listen, the log says so once.
     *
     * @param channel its name, prefix included
     * @param listener is called with each message
     * @param onLoss is called when messages may have been lost: after every reconnect, when listening began late, and when
     *     messages came faster than they were taken (as many may wait as commands, by the config, of 16 MiB together; a larger one
     *     is always lost). Nothing that is said after it began is lost with it. Called on the same thread.
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
                var unused = link.current().commands().publish(channel, message);
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

    /** Closes what was opened here, within 6 seconds. Calls that wait end with a failure. Closing twice does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            calls.close();
            heartbeat.close();
            subscriptions.close();
            link.close();
            endpoint.close();
        }
    }
}
