package dev.parley.core.delivery;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Tells one consumer, once for each time that it was set. Thread-safe. */
final class Alarm {

    private final AtomicReference<State> state = new AtomicReference<>(State.OFF);
    private volatile @Nullable Runnable action;
    private volatile @Nullable Thread waiting;

    private enum State {
        /** The consumer is at it, or will be when it wants to. */
        OFF,
        /** The consumer waits. */
        SET,
        /** The action is about to run. */
        RUNG
    }

    void set() {
        state.set(State.SET);
    }

    /**
     * Rings if it was set, so that of many who ring it one does.
     *
     * @return whether the caller has to {@link #run} the action
     */
    boolean ring() {
        if (state.get() != State.SET || !state.compareAndSet(State.SET, State.RUNG)) {
            return false;
        }
        unpark();
        if (action != null) {
            return true;
        }
        boolean off = state.compareAndSet(State.RUNG, State.OFF);
        // Perhaps it was given just now, by somebody who found that it was ringing.
        return off && action != null && state.compareAndSet(State.OFF, State.RUNG);
    }

    /** Takes an action and {@return whether the caller has to {@link #run} it} Otherwise somebody else is about to. */
    boolean onRing(Runnable newAction) {
        action = newAction;
        return state.getAndSet(State.RUNG) != State.RUNG;
    }

    /** Has a consumer look that waits in {@link #park}. */
    void unpark() {
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    void run() {
        if (!state.compareAndSet(State.RUNG, State.OFF)) {
            // It has run already, or the consumer has polled since and waits anew.
            return;
        }
        // Read only now: who gave another while it was ringing relies on that.
        Runnable ready = action;
        if (ready == null) {
            return;
        }
        try {
            ready.run();
        } catch (RuntimeException | Error e) {
            // Whatever it is, the others are still to be told.
            LoggerFactory.getLogger(Subscription.class).warn("A subscriber failed", e);
        }
    }

    void beginToWait() {
        waiting = Thread.currentThread();
    }

    void park(long nanos) {
        if (state.get() == State.SET) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    void endToWait() {
        waiting = null;
    }
}
