package dev.parley.redis.ratelimit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What one key was asked for ahead and has not come yet. Thread-safe. */
final class Coming {

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicReference<@Nullable CompletableFuture<Void>> next = new AtomicReference<>();

    int count() {
        return count.get();
    }

    void begun() {
        count.incrementAndGet();
    }

    /** It came, or failed: all who wait for it look again. */
    void ended() {
        count.decrementAndGet();
        CompletableFuture<Void> awaited = next.getAndSet(null);
        if (awaited != null) {
            awaited.complete(null);
        }
    }

    /** {@return whether one ended, or none is under way} An interrupt stays one, and ends this. */
    boolean await(long nanos) {
        CompletableFuture<Void> one = next.updateAndGet(known -> known == null ? new CompletableFuture<>() : known);
        if (count.get() == 0) {
            return true;
        }
        try {
            one.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }
}
