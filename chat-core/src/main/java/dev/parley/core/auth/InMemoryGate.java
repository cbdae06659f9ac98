package dev.parley.core.auth;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** What a call on a store in memory passes first: the store is open, and there is time left. Thread-safe. */
final class InMemoryGate {

    private static final int MAX_LIMIT = 10_000;

    private final String what;
    private final InstantSource clock;
    private volatile boolean closed;

    InMemoryGate(String what, InstantSource clock) {
        this.what = what;
        this.clock = clock;
    }

    /** {@return the time of the call, as exact as databases keep it} */
    Instant enter(Deadline deadline) {
        if (closed) {
            throw ChatException.fault(ErrorCode.CLOSED, "The in-memory " + what + " is closed", null);
        }
        deadline.check();
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    void close() {
        closed = true;
    }

    static ChatException inUse(String what) {
        return ChatException.fault(ErrorCode.INTERNAL, "The " + what + " is in use", null);
    }

    static void requireLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to 10,000");
        }
    }

    static void requireSealed(Secret sealed) {
        if (sealed.length() > 512) {
            throw new IllegalArgumentException("A sealed secret must have at most 512 bytes");
        }
    }
}
