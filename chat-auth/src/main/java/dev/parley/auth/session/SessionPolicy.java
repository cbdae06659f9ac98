package dev.parley.auth.session;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long things last. Immutable.
 *
 * @param accessLifetime how long an access token lasts, 10 seconds to 24 hours; 1 hour by default. It may be this long
 *     because a token ends with its session, too
 * @param idle how long a session lasts after its last refresh, 1 minute to {@code absolute}; 30 days by default
 * @param absolute how long a session lasts at most, up to 400 days; 90 days by default
 * @param grace for how long a spent refresh token gets the same successor again, 0 to 60 seconds; 10 seconds by default.
 *     Zero is strict: then two tabs that refresh at once, or an answer that was lost, end the session
 */
public record SessionPolicy(Duration accessLifetime, Duration idle, Duration absolute, Duration grace) {

    private static final Duration MIN_ACCESS = Duration.ofSeconds(10);
    private static final Duration MAX_ACCESS = Duration.ofHours(24);
    private static final Duration MIN_IDLE = Duration.ofMinutes(1);
    private static final Duration MAX_ABSOLUTE = Duration.ofDays(400);
    private static final Duration MAX_GRACE = Duration.ofSeconds(60);

    /** The defaults. */
    public static final SessionPolicy DEFAULT =
            new SessionPolicy(Duration.ofHours(1), Duration.ofDays(30), Duration.ofDays(90), Duration.ofSeconds(10));

    /**
     * Checks the bounds, and reports all that are broken at once.
     *
     * @param accessLifetime as in the record
     * @param idle as in the record
     * @param absolute as in the record
     * @param grace as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public SessionPolicy {
        List<String> problems = new ArrayList<>();
        check(problems, "accessLifetime", accessLifetime, MIN_ACCESS, MAX_ACCESS);
        check(problems, "idle", idle, MIN_IDLE, MAX_ABSOLUTE);
        check(problems, "absolute", absolute, idle.compareTo(MIN_IDLE) < 0 ? MIN_IDLE : idle, MAX_ABSOLUTE);
        check(problems, "grace", grace, Duration.ZERO, MAX_GRACE);
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
    }

    private static void check(List<String> problems, String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            problems.add(name + " is " + value + " and must be " + min + " to " + max);
        }
    }

    /**
     * The same with another lifetime of access tokens.
     *
     * @param lifetime how long
     * @return a new policy
     */
    public SessionPolicy withAccessLifetime(Duration lifetime) {
        return new SessionPolicy(lifetime, idle, absolute, grace);
    }

    /**
     * The same with another idle time.
     *
     * @param time how long
     * @return a new policy
     */
    public SessionPolicy withIdle(Duration time) {
        return new SessionPolicy(accessLifetime, time, absolute, grace);
    }

    /**
     * The same with another longest duration.
     *
     * @param time how long
     * @return a new policy
     */
    public SessionPolicy withAbsolute(Duration time) {
        return new SessionPolicy(accessLifetime, idle, time, grace);
    }

    /**
     * The same with another grace period.
     *
     * @param time how long
     * @return a new policy
     */
    public SessionPolicy withGrace(Duration time) {
        return new SessionPolicy(accessLifetime, idle, absolute, time);
    }
}
