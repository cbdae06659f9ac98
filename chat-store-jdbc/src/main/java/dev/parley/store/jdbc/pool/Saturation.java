package dev.parley.store.jdbc.pool;

import dev.parley.core.observe.StoreEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells when too many calls have waited for too long, once, and when that is over. A call that gives up is no relief, for it
 * only comes again: relief is a place that is given back while few wait. Thread-safe.
 */
public final class Saturation {

    /** More than this many waiting calls are too many. */
    static final int MANY = 5;

    private final String pool;
    private final Duration after;
    private final LongSupplier nanoTime;
    private final Consumer<? super StoreEvent> listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile boolean pressed;
    private long since;
    private boolean told;

    /**
     * Nobody waits yet.
     *
     * @param pool its name
     * @param after for how long too many have to wait
     * @param nanoTime the time, as that of {@link System#nanoTime}
     * @param listener hears of the beginning and of the end
     */
    public Saturation(String pool, Duration after, LongSupplier nanoTime, Consumer<? super StoreEvent> listener) {
        this.pool = pool;
        this.after = after;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /** A call begins to wait, unless so many do already. {@return whether it may} */
    boolean begin(int most) {
        int now = waiting.incrementAndGet();
        press(now);
        if (now <= most) {
            return true;
        }
        waiting.decrementAndGet();
        return false;
    }

    /** A call has waited. */
    void end(boolean entered) {
        int now = waiting.decrementAndGet();
        if (entered) {
            relieve();
        } else {
            press(now);
        }
    }

    private void press(int now) {
        if (now <= MANY && !pressed) {
            return;
        }
        Duration lasting = Duration.ZERO;
        boolean tell = false;
        lock.lock();
        try {
            if (!pressed) {
                pressed = true;
                since = nanoTime.getAsLong();
            }
            lasting = Duration.ofNanos(nanoTime.getAsLong() - since);
            tell = !told && lasting.compareTo(after) >= 0;
            told |= tell;
        } finally {
            lock.unlock();
        }
        if (tell) {
            listener.accept(new StoreEvent.PoolSaturated(pool, now, lasting));
        }
    }

    /** A place was given back, or taken by a call that waited for it. */
    void relieve() {
        if (!pressed || waiting.get() > MANY) {
            return;
        }
        Duration lasted;
        boolean tell;
        lock.lock();
        try {
            tell = told;
            lasted = Duration.ofNanos(nanoTime.getAsLong() - since);
            pressed = false;
            told = false;
        } finally {
            lock.unlock();
        }
        if (tell) {
            listener.accept(new StoreEvent.PoolRelieved(pool, lasted));
        }
    }
}
