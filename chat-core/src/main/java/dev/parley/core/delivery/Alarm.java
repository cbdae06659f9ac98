package dev.parley.core.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Tells one consumer, once for each time that it was set. Thread-safe. */
final class Alarm {

    private final AtomicBoolean set = new AtomicBoolean();
    private volatile @Nullable Runnable action;
    private volatile @Nullable Thread waiting;

    void set() {
        set.set(true);
    }

    /** Takes it back and {@return whether it was set}, so that of many who ring it one does. */
    boolean take() {
        return set.get() && set.compareAndSet(true, false);
    }

    void onRing(Runnable newAction) {
        action = newAction;
    }

    /** Rings for a consumer that waits, and {@return whether there is an action to run besides} */
    boolean unpark() {
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
        return action != null;
    }

    void run() {
        Runnable ready = action;
        if (ready == null) {
            return;
        }
        try {
            ready.run();
        } catch (RuntimeException | LinkageError e) {
            LoggerFactory.getLogger(Subscription.class).warn("A subscriber failed", e);
        }
    }

    void beginToWait() {
        waiting = Thread.currentThread();
    }

    void park(long nanos) {
        if (set.get()) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    void endToWait() {
        waiting = null;
    }
}
