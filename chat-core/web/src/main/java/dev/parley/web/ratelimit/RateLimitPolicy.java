package dev.parley.web.ratelimit;

import dev.parley.core.ratelimit.RateLimit;
import java.time.Duration;

/**
 * An allowance, as clients are told of it: an item of {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers-10 of
 * September 2025, with structured fields of RFC 9651). Immutable.
 *
 * @param name names it, 1 to 64 printable ASCII characters
 * @param quota how much there is in a window, 1 to 999,999,999,999,999
 * @param window how long a window is, in whole seconds, 1 or more
 */
public record RateLimitPolicy(String name, long quota, Duration window) {

    static final long MAX_INTEGER = 999_999_999_999_999L;
    private static final int MAX_NAME = 64;
    private static final double NANOS_PER_SECOND = 1e9;

    /** What floating point may make of whole seconds. */
    private static final double ROUNDING = 1e-6;

    /**
     * Checks the bounds.
     *
     * @param name as in the record
     * @param quota as in the record
     * @param window as in the record
     * @throws IllegalArgumentException naming what is out of bounds
     */
    public RateLimitPolicy {
        if (name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("name must be 1 to 64 printable ASCII characters");
        }
        if (quota < 1 || quota > MAX_INTEGER) {
            throw new IllegalArgumentException("quota must be 1 to 999,999,999,999,999");
        }
        if (window.toNanosPart() != 0 || window.toSeconds() < 1 || window.toSeconds() > MAX_INTEGER) {
            throw new IllegalArgumentException("window must be 1 or more whole seconds");
        }
    }

    /**
     * How clients are told of a limit: its capacity, and in how many seconds, rounded up, that comes back.
     *
     * @param name names it, 1 to 64 printable ASCII characters
     * @param limit the limit
     * @return the policy
     * @throws IllegalArgumentException if the name is out of bounds
     */
    public static RateLimitPolicy of(String name, RateLimit limit) {
        double seconds =
                (double) limit.capacity() / limit.refill() * limit.window().toNanos() / NANOS_PER_SECOND;
        return new RateLimitPolicy(
                name, limit.capacity(), Duration.ofSeconds((long) Math.max(1, Math.ceil(seconds - ROUNDING))));
    }

    /** {@return the item of {@code RateLimit-Policy}} */
    public String item() {
        return quotedName() + ";q=" + quota + ";w=" + window.toSeconds();
    }

    /** {@return the name as a string of RFC 9651, section 4.1.6} */
    String quotedName() {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
