package dev.parley.redis.delivery;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import dev.parley.core.delivery.SignalCodec;
import dev.parley.core.delivery.SignalReceiver;
import dev.parley.redis.connection.RedisConnections;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries signals over {@code PUBLISH} and {@code SUBSCRIBE}. Thread-safe.
 *
 * <p>Every bus on connections of the same prefix hears what each of them sends, in a cluster too; chat systems that share a Redis
 * are apart by their prefixes. What it costs: a thread for each bus, and messages of 8 KiB at most, 4,096 of which may wait. A
 * larger entry goes as a hint without the entry, and is then read from the log.
 *
 * <p>Redis keeps nothing for who was not there. So messages are numbered: who finds one missing tells the listeners that signals
 * may have been lost, and so does who was disconnected. When more queues up than can be sent, the newest signals are dropped,
 * and the listeners of other nodes are told likewise as soon as Redis answers again. Redis itself disconnects who takes
 * messages too slowly ({@code client-output-buffer-limit pubsub}).
 */
public final class RedisEventBus implements EventBus {

    private static final Logger LOG = LoggerFactory.getLogger(RedisEventBus.class);

    private static final int MOST_BYTES = 8_192;

    private final SignalReceiver receiver;
    private final SignalCodec codec;
    private final MessageSender sender;
    private final dev.parley.redis.connection.Registration hearing;
    private volatile boolean closed;

    private RedisEventBus(RedisConnections connections) {
        UUID node = UUID.randomUUID();
        String channel = channel(connections.prefix());
        receiver = new SignalReceiver(node);
        codec = new SignalCodec(node, MOST_BYTES);
        sender = new MessageSender(connections, channel, codec);
        hearing = connections.subscribe(channel, receiver::receive, receiver::lost);
    }

    /**
     * A bus for one engine. If Redis is away, it begins to hear when Redis is back.
     *
     * @param connections how Redis is reached; not closed with the bus, and to be closed after it
     * @return the bus
     */
    public static RedisEventBus on(RedisConnections connections) {
        RedisEventBus bus = new RedisEventBus(connections);
        bus.sender.start();
        return bus;
    }

    static String channel(String prefix) {
        return prefix + ":signals";
    }

    @Override
    public void publish(Signal signal) {
        if (closed) {
            return;
        }
        receiver.tell(signal);
        try {
            codec.encode(signal).forEach(sender::send);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be sent", signal.getClass().getSimpleName(), e);
        }
    }

    @Override
    public Registration subscribe(Consumer<? super Signal> listener, Runnable onLoss) {
        return receiver.subscribe(listener, onLoss);
    }

    /** What has not been sent by then is lost. */
    @Override
    public void close() {
        closed = true;
        receiver.clear();
        hearing.close();
        sender.close();
    }
}
