package dev.parley.testkit;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import dev.parley.core.message.ConversationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Hears one conversation on a bus. Thread-safe. */
final class Ear implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Signal> heard = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Duration patience;
    private final EventBus.Registration registration;

    Ear(EventBus bus, ConversationId room, Duration patience) {
        this.patience = patience;
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

    /** Waits for signals and {@return all that were heard}, perhaps without some of them */
    List<Signal> await(Collection<Signal> expected) {
        return awaitUntil(signals -> Set.copyOf(signals).containsAll(expected));
    }

    /** Waits until what was heard is enough, or its time is over, and {@return all that was heard} */
    List<Signal> awaitUntil(Predicate<List<Signal>> enough) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!enough.test(heard) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return List.copyOf(heard);
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
