package dev.parley.auth.login;

import dev.parley.auth.session.TokenPair;
import dev.parley.core.auth.UserProfile;
import java.time.Duration;

/** What came of a try to log in. */
public sealed interface LoginResult {

    /**
     * The user is in.
     *
     * @param tokens the tokens of a new session
     * @param deviceToken to be kept on the device, and sent with the next login of this user
     * @param user who it is
     */
    record LoggedIn(TokenPair tokens, String deviceToken, UserProfile user) implements LoginResult {

        /** Leaves the device token out. */
        @Override
        public String toString() {
            return "LoggedIn[tokens=" + tokens + ", user=" + user + "]";
        }
    }

    /** Login name, password or one-time password is wrong, or the user is disabled: which, is not told. */
    record Failed() implements LoginResult {}

    /** The password is right; the same again with a one-time password. */
    record SecondFactorRequired() implements LoginResult {}

    /**
     * Too many failures; nothing was checked.
     *
     * @param retryAfter when to try again at the earliest
     */
    record Throttled(Duration retryAfter) implements LoginResult {}
}
