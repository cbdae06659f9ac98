package dev.parley.redis.connection;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener of a channel; each is one of its own, even if it is the same object. Called by one thread, ended by any. */
final class Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(RedisConnections.class);

    private final Consumer<byte[]> listener;
    private final Runnable onLoss;
    private boolean failing;
    private volatile boolean over;

    Subscription(Consumer<byte[]> listener, Runnable onLoss) {
        this.listener = listener;
        this.onLoss = onLoss;
    }

    /** Logs the first failure in a row: messages may come by the thousand. */
    void message(byte[] message) {
        if (over) {
            return;
        }
        try {
            listener.accept(message);
            failing = false;
        } catch (RuntimeException | Error e) {
            // An error too: it would end the thread, and with it all that this process hears.
            if (!failing) {
                LOG.warn("A listener failed, and may go on to do so", e);
            }
            failing = true;
        }
    }

    void loss() {
        if (!over) {
            Steps.runLogged(onLoss);
        }
    }

    void end() {
        over = true;
    }
}
