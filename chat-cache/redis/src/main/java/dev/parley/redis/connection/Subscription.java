package dev.parley.redis.connection;

import java.util.function.Consumer;

/** A listener of a channel; each is one of its own, even if it is the same object. Thread-safe. */
final class Subscription {

    private final Consumer<byte[]> listener;
    private final Runnable onLoss;
    private volatile boolean over;

    Subscription(Consumer<byte[]> listener, Runnable onLoss) {
        this.listener = listener;
        this.onLoss = onLoss;
    }

    void message(byte[] message) {
        if (!over) {
            Steps.runLogged(() -> listener.accept(message));
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
