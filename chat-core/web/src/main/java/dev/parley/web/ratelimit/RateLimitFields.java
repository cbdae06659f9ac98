package dev.parley.web.ratelimit;

import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.ratelimit.RateDecision;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The header fields that tell a client of its allowance: {@code RateLimit-Policy}, {@code RateLimit} and, where it is
 * refused, {@code Retry-After}. Times are whole seconds, rounded up: who comes back when told to is not refused again.
 */
public final class RateLimitFields {

    /** The HTTP status of a refusal, RFC 6585. */
    public static final int STATUS = 429;

    private RateLimitFields() {}

    /**
     * After a decision of a limiter.
     *
     * @param policy the allowance
     * @param decision what was decided
     * @return the fields, in order; none if there is no limit
     */
    public static Map<String, String> of(RateLimitPolicy policy, RateDecision decision) {
        if (decision instanceof RateDecision.Denied denied) {
            return refused(policy, denied.retryAfter());
        }
        RateDecision.Allowed allowed = (RateDecision.Allowed) decision;
        long remaining = allowed.remaining();
        if (remaining == Long.MAX_VALUE) {
            return Map.of();
        }
        String left = ";r=" + Math.max(0, Math.min(remaining, RateLimitPolicy.MAX_INTEGER));
        String until = ";t=" + seconds(allowed.reset());
        return fields(policy, policy.quotedName() + left + until, Optional.empty());
    }

    /**
     * After a decision of the login throttle. How many guesses are left is not told.
     *
     * @param policy the allowance
     * @param decision what was decided
     * @return the fields, in order
     */
    public static Map<String, String> of(RateLimitPolicy policy, LoginThrottle.Decision decision) {
        return decision instanceof LoginThrottle.Decision.Refused refused
                ? refused(policy, refused.retryAfter())
                : Map.of("RateLimit-Policy", policy.item());
    }

    /**
     * After any other refusal.
     *
     * @param policy the allowance
     * @param retryAfter how long to wait
     * @return the fields, in order, with {@code Cache-Control: no-store}: RFC 6585 forbids to keep the answer
     */
    public static Map<String, String> refused(RateLimitPolicy policy, Duration retryAfter) {
        long wait = Math.max(1, seconds(retryAfter));
        return fields(policy, policy.quotedName() + ";r=0;t=" + wait, Optional.of(wait));
    }

    /**
     * A waiting time as {@code Retry-After} says it (RFC 9110, section 10.2.3).
     *
     * @param time how long
     * @return whole seconds, rounded up, 1 or more
     */
    public static String retryAfter(Duration time) {
        return Long.toString(Math.max(1, seconds(time)));
    }

    private static Map<String, String> fields(RateLimitPolicy policy, String state, Optional<Long> wait) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("RateLimit-Policy", policy.item());
        fields.put("RateLimit", state);
        wait.ifPresent(seconds -> {
            fields.put("Retry-After", Long.toString(seconds));
            fields.put("Cache-Control", "no-store");
        });
        return Collections.unmodifiableMap(fields);
    }

    private static long seconds(Duration time) {
        long whole = time.toSeconds();
        long up = time.toNanosPart() > 0 ? whole + 1 : whole;
        return Math.max(0, Math.min(up, RateLimitPolicy.MAX_INTEGER));
    }
}
