package dev.parley.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A clock that stands still until it is told to move. Thread-safe. */
public final class ManualClock implements InstantSource {

    private Instant now;

    /**
     * A clock.
     *
     * @param start what it shows at first
     */
    public ManualClock(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** {@return the same time for what needs a monotonic one, in nanoseconds from an arbitrary origin} */
    public synchronized long nanoTime() {
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /**
     * Moves the clock.
     *
     * @param step how far; negative to turn it back
     */
    public synchronized void advance(Duration step) {
        now = now.plus(step);
    }
}
