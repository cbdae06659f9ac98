package dev.parley.auth.session;

import dev.parley.core.auth.SessionId;
import java.time.Duration;

/**
 * What a client needs to go on. Both tokens are secrets: they belong into the answer and nowhere else. Immutable.
 *
 * @param accessToken to be sent with each request
 * @param refreshToken to be sent once, for the next pair
 * @param expiresIn how long the access token lasts
 * @param session the session; not a secret
 */
public record TokenPair(String accessToken, String refreshToken, Duration expiresIn, SessionId session) {

    /** Leaves the tokens out. */
    @Override
    public String toString() {
        return "TokenPair[session=" + session + ", expiresIn=" + expiresIn + "]";
    }
}
