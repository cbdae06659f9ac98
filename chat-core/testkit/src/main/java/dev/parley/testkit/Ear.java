package dev.parley.testkit;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import dev.parley.core.message.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Hears one conversation on a bus. Thread-safe. */
final class Ear implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 5;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Signal> heard = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final EventBus.Registration registration;

    Ear(EventBus bus, ConversationId room) {
        this.registration = bus.subscribe(signal -> hear(room, signal), () -> {});
    }

    private void hear(ConversationId room, Signal signal) {
        if (!signal.conversation().equals(room)) {
            return;
        }
        lock.lock();
        try {
            heard.add(signal);
            threads.add(Thread.currentThread());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Signal> heard() {
        lock.lock();
        try {
            return List.copyOf(heard);
        } finally {
            lock.unlock();
        }
    }

    List<Thread> threads() {
        lock.lock();
        try {
            return List.copyOf(threads);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for so many signals and {@return all that were heard} */
    List<Signal> await(int count) {
        return awaitUntil(signals -> signals.size() >= count);
    }

    /** Waits until what was heard is enough, or its time is over, and {@return all that was heard} */
    List<Signal> awaitUntil(Predicate<List<Signal>> enough) {
        heardWithin(enough, PATIENCE_SECONDS, TimeUnit.SECONDS);
        return heard();
    }

    boolean heardWithin(int count, long time, TimeUnit unit) {
        return heardWithin(signals -> signals.size() >= count, time, unit);
    }

    private boolean heardWithin(Predicate<List<Signal>> enough, long time, TimeUnit unit) {
        long left = unit.toNanos(time);
        lock.lock();
        try {
            while (!enough.test(heard)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for signals", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        registration.close();
    }
}
