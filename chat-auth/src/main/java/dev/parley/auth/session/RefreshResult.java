package dev.parley.auth.session;

import dev.parley.core.message.UserId;

/** What came of a refresh. */
public sealed interface RefreshResult {

    /**
     * The session goes on.
     *
     * @param tokens the next pair
     * @param user whose session it is
     */
    record Refreshed(TokenPair tokens, UserId user) implements RefreshResult {}

    /**
     * The client has to log in again.
     *
     * @param reason why; for logs and tests, the client is told no more than that it is so
     */
    record Refused(Reason reason) implements RefreshResult {}

    /** Why a refresh is refused. */
    enum Reason {
        /** Not a refresh token, one that was never given out, or one of a session that was ended. */
        UNKNOWN,
        /** Not used for too long, or the session is over by time. */
        EXPIRED,
        /** Spent before: somebody has a stolen one. The session was ended. */
        REUSED,
        /** The user is disabled or erased. The session was ended. */
        USER_DISABLED,
        /** The session was ended while its tokens were not. Now they are. */
        SESSION_ENDED
    }
}
