package dev.parley.auth.token;

import java.util.Locale;

/** Why somebody is not let in. The {@linkplain #id() id} is stable; new ones may be added. */
public enum AccessRefusal {
    /** What was presented is no token or key of this system, or was forged. */
    TOKEN_INVALID,
    /** The token's time is over; its refresh token gives another. */
    TOKEN_EXPIRED,
    /** The session was ended, by its user, by somebody else, or by time. */
    SESSION_ENDED,
    /** The user is disabled. */
    USER_DISABLED,
    /** There is no such user any more. */
    USER_UNKNOWN;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** {@return the stable id, for example {@code session_ended}} */
    public String id() {
        return id;
    }
}
