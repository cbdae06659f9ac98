package dev.parley.core.ratelimit;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An allowance: a bucket that holds {@code capacity}, and into which {@code refill} flow evenly in each {@code window}.
 * Immutable. Within any time t at most {@code capacity + refill × t / window} is let through.
 *
 * @param capacity how much may be taken at once, 1 to 1,000,000,000,000
 * @param refill how much comes back in a window, 1 to 1,000,000,000,000, and at most 1,000,000 in a second
 * @param window how long a window is, 1 millisecond to 31 days; the whole capacity comes back within 366 days
 */
public record RateLimit(long capacity, long refill, Duration window) {

    private static final long MOST = 1_000_000_000_000L;
    private static final long MOST_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final double LONGEST_FILL_NANOS = Duration.ofDays(366).toNanos();

    /**
     * Checks the bounds, and reports all that are broken at once.
     *
     * @param capacity as in the record
     * @param refill as in the record
     * @param window as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public RateLimit {
        List<String> problems = new ArrayList<>();
        if (capacity < 1 || capacity > MOST) {
            problems.add("capacity is " + capacity + " and must be 1 to " + MOST);
        }
        if (refill < 1 || refill > MOST) {
            problems.add("refill is " + refill + " and must be 1 to " + MOST);
        }
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            problems.add("window is " + window + " and must be " + SHORTEST + " to " + LONGEST);
        }
        if (problems.isEmpty()) {
            double perNano = (double) refill / window.toNanos();
            if (perNano * NANOS_PER_SECOND > MOST_PER_SECOND) {
                problems.add("refill is more than " + MOST_PER_SECOND + " in a second");
            }
            if (capacity / perNano > LONGEST_FILL_NANOS) {
                problems.add("capacity takes longer than 366 days to come back");
            }
        }
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
    }

    /**
     * So much in a window, all of it at once if need be.
     *
     * @param count how much
     * @param window how long a window is
     * @return the limit
     */
    public static RateLimit of(long count, Duration window) {
        return new RateLimit(count, count, window);
    }

    /**
     * The same rate with another capacity.
     *
     * @param burst how much may be taken at once
     * @return the limit
     */
    public RateLimit withBurst(long burst) {
        return new RateLimit(burst, refill, window);
    }
}
