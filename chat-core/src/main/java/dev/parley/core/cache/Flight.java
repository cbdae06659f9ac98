package dev.parley.core.cache;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One search for the value of a key, for all who ask at that time. Whoever begins it carries it out. Thread-safe. */
final class Flight<V> implements Slot {

    private final AtomicLong group;
    private final long generation;
    private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile Optional<V> value = Optional.empty();
    private volatile @Nullable Throwable failure;

    Flight(AtomicLong group) {
        this.group = group;
        this.generation = group.get();
    }

    AtomicLong group() {
        return group;
    }

    long generation() {
        return generation;
    }

    /** Whether the group was not evicted since. */
    boolean current() {
        return group.get() == generation;
    }

    /** {@return whether it is the caller who has to carry it out} */
    boolean begin() {
        return owner.compareAndSet(null, Thread.currentThread());
    }

    void land(Optional<V> found) {
        value = found;
        landed.countDown();
    }

    void fail(Throwable cause) {
        failure = cause;
        landed.countDown();
    }

    /** What it came to. */
    Optional<V> await(Deadline deadline) {
        if (Thread.currentThread().equals(owner.get())) {
            throw ChatException.fault(ErrorCode.INTERNAL, "A loader asked the cache for the key that it loads", null);
        }
        try {
            if (!landed.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw ChatException.fault(
                        ErrorCode.DEADLINE_EXCEEDED, "The time ran out while another call was loading", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ChatException.fault(
                    ErrorCode.STORE_UNAVAILABLE, "The thread was interrupted while another call was loading", e);
        }
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return value;
    }
}
