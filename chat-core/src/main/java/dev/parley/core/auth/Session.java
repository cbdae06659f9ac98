package dev.parley.core.auth;

import dev.parley.core.message.UserId;
import java.time.Instant;

/**
 * That a user has logged in on a device, and is trusted until it ends. Immutable.
 *
 * @param id the session
 * @param user whose
 * @param device what the user agent called itself, for the user to tell sessions apart; personal data
 * @param address from where it was last seen; personal data
 * @param secondFactor whether the login proved a second factor
 * @param createdAt the login
 * @param lastSeenAt when it was last used, to within what the caller cares to record
 * @param expiresAt when it ends unless it is used: the idle end or the absolute one, whichever is first
 */
public record Session(
        SessionId id,
        UserId user,
        String device,
        String address,
        boolean secondFactor,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt) {

    /** Leaves device and address out: a session may end up in a log. */
    @Override
    public String toString() {
        return "Session[id=" + id + ", user=" + user + "]";
    }
}
