package dev.parley.core.reply;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;

/**
 * How an engine carries turns out. Immutable.
 *
 * @param lease how long a node that is lost holds its turns, 100 milliseconds to one hour; 15 seconds by default. It is
 *     prolonged after a third of it
 * @param flush how much time lies between two fragments that are kept, 1 millisecond to 10 seconds; 50 milliseconds by
 *     default
 * @param storeTimeout how long one call of the store may take
 * @param maxTextCodePoints how long an answer may be
 */
public record TurnSettings(Duration lease, Duration flush, Duration storeTimeout, int maxTextCodePoints) {

    /** The default of {@link #lease()}. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(15);

    /** The default of {@link #flush()}. */
    public static final Duration DEFAULT_FLUSH = Duration.ofMillis(50);

    /**
     * Checks the bounds.
     *
     * @param lease as in the record
     * @param flush as in the record
     * @param storeTimeout as in the record
     * @param maxTextCodePoints as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public TurnSettings {
        requireRange("turnLease", lease, Duration.ofMillis(100), Duration.ofHours(1));
        requireRange("turnFlush", flush, Duration.ofMillis(1), Duration.ofSeconds(10));
    }

    private static void requireRange(String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, name + " is " + value + " and must be " + min + " to " + max, null);
        }
    }

    /** {@return after how much time without a fragment the lease is prolonged} */
    Duration renewAfter() {
        return lease.dividedBy(3);
    }
}
