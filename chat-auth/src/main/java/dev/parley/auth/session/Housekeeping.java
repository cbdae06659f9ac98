package dev.parley.auth.session;

import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.time.Deadline;
import java.util.Objects;

/**
 * Removes from the stores what is over by time. Nothing depends on it but the size of the stores: what is over counts no
 * longer, whether it was removed or not. It has no thread; the host calls it every few minutes, on one node or on several.
 * Thread-safe.
 */
public final class Housekeeping {

    private final SessionStore sessions;
    private final RefreshTokenStore refreshTokens;
    private final LoginThrottle throttle;

    /**
     * Housekeeping on three stores.
     *
     * @param sessions sessions that have ended
     * @param refreshTokens families that are over
     * @param throttle lanes that have nothing left to remember
     */
    public Housekeeping(SessionStore sessions, RefreshTokenStore refreshTokens, LoginThrottle throttle) {
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.refreshTokens = Objects.requireNonNull(refreshTokens, "refreshTokens");
        this.throttle = Objects.requireNonNull(throttle, "throttle");
    }

    /**
     * Removes what is over.
     *
     * @param limit at most so many of each kind, 1 to 10,000
     * @param deadline by when to answer
     * @return how many were removed; call again at once if one of them is {@code limit}
     */
    public Removed purge(int limit, Deadline deadline) {
        int ended = sessions.purge(limit, deadline);
        int lanes = throttle.purge(limit, deadline);
        // Last, for these are the many rows: should the time run out, the others were served.
        return new Removed(ended, refreshTokens.purge(limit, deadline), lanes);
    }

    /**
     * How many were removed.
     *
     * @param sessions sessions
     * @param families families of refresh tokens
     * @param lanes counts of failed logins
     */
    public record Removed(int sessions, int families, int lanes) {}
}
