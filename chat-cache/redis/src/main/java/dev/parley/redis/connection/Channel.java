package dev.parley.redis.connection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Who listens to one channel. Thread-safe. */
final class Channel {

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** True if Redis confirmed the channel while its first subscriber waited, and so before anything was lost. */
    private final CompletableFuture<Boolean> inTime = new CompletableFuture<>();

    private volatile boolean confirmed;

    List<Subscription> subscriptions() {
        return subscriptions;
    }

    boolean confirmed() {
        return confirmed;
    }

    /** {@return whether nothing can have been lost before} */
    boolean confirm() {
        confirmed = true;
        return inTime.complete(true);
    }

    void unconfirm() {
        confirmed = false;
    }

    void awaitConfirmation(Duration timeout) {
        try {
            inTime.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            inTime.complete(false);
        } catch (InterruptedException e) {
            inTime.complete(false);
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Nothing fails it", e);
        }
    }
}
