package dev.parley.core.time;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The instant by which a call must have answered, on the monotonic clock of this process: a step of the wall clock
 * neither revives nor kills a call. Immutable.
 */
public final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    /**
     * A deadline that lies so far from now.
     *
     * @param timeout how long the call may take; not negative, bounded at 292 years
     * @return the deadline
     */
    public static Deadline after(Duration timeout) {
        return new Deadline(System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout));
    }

    /** {@return how much time is left; zero when none is} */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    /** {@return whether the time is over} */
    public boolean expired() {
        return nanos - System.nanoTime() <= 0;
    }

    /**
     * Ends a call that ran out of time before it wrote anything.
     *
     * @throws ChatException {@link ErrorCode#DEADLINE_EXCEEDED}, if the time is over
     */
    public void check() {
        if (expired()) {
            throw ChatException.fault(ErrorCode.DEADLINE_EXCEEDED, "The time for the call ran out", null);
        }
    }
}
