package dev.parley.redis.delivery;

import dev.parley.core.delivery.SignalCodec;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what has queued up, and waits for the answer to the last of it before it sends more: so what waits, waits here, and not
 * among the commands of others. What can't be sent is dropped, and that it was is told as soon as possible.
 */
final class MessageSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisEventBus.class);

    /** At 8 KiB each, 32 MiB at most. */
    static final int QUEUE = 4_096;

    private static final int BATCH = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final RedisConnections connections;
    private final String channel;
    private final SignalCodec codec;
    private final Outbox outbox;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "parley-redis-signals");
    private boolean refused;

    MessageSender(RedisConnections connections, String channel, SignalCodec codec) {
        this.connections = connections;
        this.channel = channel;
        this.codec = codec;
        this.outbox = new Outbox(new ArrayBlockingQueue<>(QUEUE), codec::loss);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Takes a message, or drops it. Never waits. */
    void send(byte[] message) {
        outbox.add(message);
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                send(outbox.next(BATCH));
            }
        } catch (InterruptedException e) {
            LOG.debug("No more signals are sent");
        }
    }

    private void send(List<byte[]> batch) throws InterruptedException {
        try {
            connections.call(commands -> publish(commands, batch), Deadline.after(PATIENCE));
            refused = false;
        } catch (ChatException e) {
            tell(e);
            // Some may have been sent: sending again would be for nothing, since who listens has to be told of a loss.
            outbox.lose();
            closed.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RuntimeException e) {
            LOG.warn("Signals could not be sent", e);
            outbox.lose();
            closed.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** That Redis is away its connections say; what does not pass by itself is said here, once. */
    private void tell(ChatException e) {
        if (e.code() == ErrorCode.CONFIGURATION && !refused) {
            refused = true;
            LOG.warn("Signals can't be sent: {}", e.getMessage());
        } else {
            LOG.debug("Signals could not be sent: {}", e.code().id());
        }
    }

    /** On one connection, so the last is answered after all others. */
    private RedisFuture<Long> publish(RedisClusterAsyncCommands<String, byte[]> commands, List<byte[]> batch) {
        int last = batch.size() - 1;
        for (byte[] message : batch.subList(0, last)) {
            var unused = commands.publish(channel, codec.numbered(message));
        }
        return commands.publish(channel, codec.numbered(batch.get(last)));
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
