package dev.parley.core.ratelimit;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A monotonic time in nanoseconds, 1 or more, that can be read in two ways: {@link #exact()} asks the system;
 * {@link #coarse()} reads a field that a daemon thread writes each millisecond while there is traffic. Thread-safe.
 *
 * <p>The coarse time lags and never leads, but a time that lags is not strict by itself: what is taken late in a
 * tick comes back at its end. So whoever uses it has to know how far it lags at most, and that is {@link #slack()}. To keep
 * that a fact and not a hope, the time itself stands still while the thread is kept from running: what is beyond
 * {@value #MOST_STEP_MILLIS} ms between two ticks is lost, so allowances come back that much later.
 */
final class TickClock implements AutoCloseable {

    private static final long STOPPED = 0;
    private static final long MILLI = 1_000_000;
    private static final long MOST_STEP_MILLIS = 10;
    private static final long MOST_STEP = MOST_STEP_MILLIS * MILLI;

    /** Twice the longest step: the thread may also be held up between reading the time and writing it. */
    private static final long SLACK = 2 * MOST_STEP;

    private static final int TICKS_UNTIL_IDLE = 1_000;
    private static final long IDLE_PAUSE = 1_000 * MILLI;
    private static final int CHORES_A_TICK = 64;
    private static final int CHORES_IDLE = 65_536;

    private final LongSupplier nanoTime;
    private final Thread thread;
    private final boolean ticking;
    private volatile Chores chores = count -> false;
    private volatile long time = STOPPED;
    private volatile long lost;
    private volatile boolean used;
    private volatile boolean started;
    private volatile boolean closed;

    /** What the thread does beside ticking. */
    @FunctionalInterface
    interface Chores {

        /** Does at most so much, and tells whether anything may be left to do later. */
        boolean some(int count);
    }

    private TickClock(LongSupplier nanoTime, boolean ticking) {
        this.nanoTime = nanoTime;
        this.ticking = ticking;
        this.lost = nanoTime.getAsLong() - 1;
        this.thread = new Thread(this::run, "parley-rate-clock");
        this.thread.setDaemon(true);
    }

    /** {@return one with a thread, which starts with the first use} */
    static TickClock ticking() {
        return new TickClock(System::nanoTime, true);
    }

    /** {@return one without a thread: both ways ask the given time} */
    static TickClock of(LongSupplier nanoTime) {
        return new TickClock(nanoTime, false);
    }

    void doBeside(Chores beside) {
        chores = beside;
    }

    /** {@return how much less than the exact time the coarse time is at most} */
    long slack() {
        return ticking ? SLACK : 0;
    }

    long coarse() {
        long now = time;
        if (now == STOPPED) {
            return wake();
        }
        if (!used) {
            used = true;
        }
        return now;
    }

    /** {@return the exact time, but never more than the slack beyond the coarse one} */
    long exact() {
        while (true) {
            long gone = lost;
            long tick = time;
            long now = nanoTime.getAsLong() - gone;
            if (gone == lost) {
                return tick == STOPPED ? now : Math.min(now, tick + SLACK);
            }
        }
    }

    private long wake() {
        if (ticking && !closed) {
            used = true;
            if (started) {
                LockSupport.unpark(thread);
            } else {
                start();
            }
        }
        return exact();
    }

    private synchronized void start() {
        if (!started && !closed) {
            started = true;
            thread.start();
        }
    }

    private void run() {
        while (!closed) {
            if (used) {
                tickWhileUsed();
            } else if (chores.some(CHORES_IDLE)) {
                LockSupport.parkNanos(this, IDLE_PAUSE);
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void tickWhileUsed() {
        time = nanoTime.getAsLong() - lost;
        while (used && !closed) {
            used = false;
            for (int i = 0; i < TICKS_UNTIL_IDLE && !closed; i++) {
                LockSupport.parkNanos(this, MILLI);
                tick();
                chores.some(CHORES_A_TICK);
            }
        }
        time = STOPPED;
    }

    private void tick() {
        long gone = lost;
        long now = nanoTime.getAsLong() - gone;
        long most = time + MOST_STEP;
        if (now > most) {
            lost = gone + now - most;
            now = most;
        }
        time = now;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
