package dev.parley.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

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

    /**
     * Moves the clock.
     *
     * @param step how far; negative to turn it back
     */
    public synchronized void advance(Duration step) {
        now = now.plus(step);
    }
}
