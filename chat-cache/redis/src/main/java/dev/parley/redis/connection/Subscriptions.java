package dev.parley.redis.connection;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All channels that this process listens to, over one connection, which is opened when it is first needed and replaced when it
 * no longer answers. Thread-safe.
 */
final class Subscriptions extends RedisPubSubAdapter<String, byte[]> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisConnections.class);

    private static final long MOST_BYTES = 16 << 20;

    private final Supplier<StatefulRedisPubSubConnection<String, byte[]>> opening;
    private final Duration timeout;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;
    private final Deliveries deliveries;
    private volatile boolean refused;
    private boolean closed;

    Subscriptions(Supplier<StatefulRedisPubSubConnection<String, byte[]>> opening, Duration timeout, int bound) {
        this.opening = opening;
        this.timeout = timeout;
        this.deliveries = new Deliveries(bound, MOST_BYTES, this::loseAll);
    }

    /** Waits until Redis has confirmed it, but no longer than a command takes: if it is away, it is told as a loss later. */
    Registration add(String name, Consumer<byte[]> listener, Runnable onLoss) {
        Subscription subscription = new Subscription(listener, onLoss);
        enter(name, subscription).awaitConfirmation(timeout);
        return () -> remove(name, subscription);
    }

    private Channel enter(String name, Subscription subscription) {
        lock.lock();
        try {
            if (closed) {
                throw ChatException.fault(ErrorCode.CLOSED, "The connections to Redis are closed", null);
            }
            deliveries.start();
            Channel channel = channels.computeIfAbsent(name, key -> new Channel());
            channel.subscriptions().add(subscription);
            subscribe();
            return channel;
        } finally {
            lock.unlock();
        }
    }

    /** Subscribes to what is not confirmed; what fails here is done by the next repair. */
    private void subscribe() {
        try {
            if (connection == null) {
                connection = opening.get();
                connection.addListener(this);
            }
            String[] missing = channels.entrySet().stream()
                    .filter(entry -> !entry.getValue().confirmed())
                    .map(Map.Entry::getKey)
                    .toArray(String[]::new);
            if (missing.length > 0) {
                var unused = connection.async().subscribe(missing).whenComplete((done, failure) -> tell(failure));
            }
        } catch (RedisException | ChatException e) {
            LOG.debug("Redis can't be subscribed to for now", e);
        }
    }

    /** What Redis refuses it will refuse again; whoever listens would only ever wait. */
    private void tell(@Nullable Throwable failure) {
        if (failure instanceof RedisCommandExecutionException answer && !refused) {
            refused = true;
            LOG.warn(
                    "Nothing can be heard from Redis: {}",
                    Failures.answered(answer).getMessage());
        }
    }

    private void remove(String name, Subscription subscription) {
        subscription.end();
        lock.lock();
        try {
            Channel channel = channels.get(name);
            if (channel == null) {
                return;
            }
            channel.subscriptions().remove(subscription);
            if (channel.subscriptions().isEmpty()) {
                channels.remove(name);
                if (connection != null) {
                    var unused = connection.async().unsubscribe(name);
                }
            }
        } catch (RedisException e) {
            LOG.debug("The channel is left when its connection ends", e);
        } finally {
            lock.unlock();
        }
    }

    /** Replaces the connection if it does not answer, and subscribes to what is missing. */
    void repair() {
        lock.lock();
        try {
            if (closed || channels.isEmpty()) {
                return;
            }
            if (!answers()) {
                drop();
            }
            subscribe();
        } finally {
            lock.unlock();
        }
    }

    private boolean answers() {
        StatefulRedisPubSubConnection<String, byte[]> live = connection;
        return live != null && Waiting.succeeds(() -> live.async().ping(), timeout);
    }

    private void drop() {
        if (connection != null) {
            connection.removeListener(this);
            var unused = connection.closeAsync();
            connection = null;
            channels.values().forEach(Channel::unconfirm);
        }
    }

    @Override
    public void message(String name, byte[] message) {
        Channel channel = channels.get(name);
        if (channel != null) {
            deliveries.add(
                    message.length,
                    () -> channel.subscriptions().forEach(subscription -> subscription.message(message)));
        }
    }

    /** Comes once at first, and again after each reconnect: what was said in between is lost. */
    @Override
    public void subscribed(String name, long count) {
        refused = false;
        Channel channel = channels.get(name);
        if (channel != null && !channel.confirm()) {
            deliveries.add(0, () -> channel.subscriptions().forEach(Subscription::loss));
        }
    }

    private void loseAll() {
        channels.values().forEach(channel -> channel.subscriptions().forEach(Subscription::loss));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            deliveries.close();
            drop();
        } finally {
            lock.unlock();
        }
    }
}
