package dev.parley.core.ratelimit;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An allowance: a bucket that holds {@code capacity}, and into which {@code refill} flow evenly in each {@code window}.
 * Immutable. Within any time t at most {@code capacity + refill × t / window} is let through.
 *
 * <p>Written as {@code 100/15m}: so much in so many milliseconds ({@code ms}), seconds, minutes, hours or days; and with a capacity of
 * its own as {@code 20/s:50}.
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
    private static final Pattern FORM = Pattern.compile("(\\d{1,13})/(\\d{0,13})(ms|s|m|h|d)(?::(\\d{1,13}))?");

    /** By address: 100 in 15 minutes. For what nobody does in bulk, such as logging in and registering; chatting needs more. */
    public static final RateLimit ADDRESS = of(100, Duration.ofMinutes(15));

    /** Failed logins, by account: 5 in 15 minutes. */
    public static final RateLimit LOGINS = of(5, Duration.ofMinutes(15));

    /** Messages, by user: 20 in a second, 50 at once. */
    public static final RateLimit MESSAGES = new RateLimit(50, 20, Duration.ofSeconds(1));

    /** Calls of a webhook, by the channel that sends them: 100 in a second, 1,000 at once, as a channel delivers a backlog. */
    public static final RateLimit WEBHOOKS = new RateLimit(1_000, 100, Duration.ofSeconds(1));

    /** Tokens of a model, by user: 100,000 in a day; for charges that are settled later, see {@link RateReservation}. */
    public static final RateLimit TOKENS = of(100_000, Duration.ofDays(1));

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

    /**
     * Reads a limit: {@code COUNT/WINDOW} or {@code COUNT/WINDOW:CAPACITY}, where the window is a unit of {@code ms},
     * {@code s}, {@code m}, {@code h} and {@code d}, or so many of them: {@code 100/15m}, {@code 20/s}, {@code 20/s:50}.
     *
     * @param text the text; case does not matter, and blanks around it
     * @return the limit; its capacity is the count where none is given
     * @throws ChatException {@link ErrorCode#CONFIGURATION}, naming the rule that is broken
     */
    public static RateLimit parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION,
                    "A limit must be written as 100/15m, 20/s or 20/s:50, with a unit of ms, s, m, h or d",
                    null);
        }
        long refill = Long.parseLong(form.group(1));
        long units = form.group(2).isEmpty() ? 1 : Long.parseLong(form.group(2));
        long capacity = form.group(4) == null ? refill : Long.parseLong(form.group(4));
        // What is too long is so by far, and is told by the record.
        long bounded = Math.min(units, LONGEST.toMillis() + 1);
        return new RateLimit(capacity, refill, unit(form.group(3)).multipliedBy(bounded));
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }

    /** {@return the limit as {@link #parse} reads it; a window of parts of a millisecond is written as {@link Duration} does} */
    @Override
    public String toString() {
        String burst = capacity == refill ? "" : ":" + capacity;
        return refill + "/" + windowText() + burst;
    }

    private String windowText() {
        for (String name : new String[] {"d", "h", "m", "s", "ms"}) {
            Duration unit = unit(name);
            long units = window.dividedBy(unit);
            if (unit.multipliedBy(units).equals(window)) {
                return units == 1 ? name : units + name;
            }
        }
        return window.toString();
    }
}
