package dev.parley.core.auth;

import org.jspecify.annotations.Nullable;

/**
 * A user together with what a login is checked against. Immutable.
 *
 * @param profile the user
 * @param credential the hashed password in PHC string format, or null for a user who can't log in with one
 * @param credentialVersion 1 as registered, one more with each change of the credential
 */
public record LoginIdentity(UserProfile profile, @Nullable String credential, int credentialVersion) {

    /** Leaves the credential out: an identity may end up in a log. */
    @Override
    public String toString() {
        return "LoginIdentity[profile=" + profile + ", credentialVersion=" + credentialVersion + "]";
    }
}
