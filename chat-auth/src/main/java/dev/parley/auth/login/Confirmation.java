package dev.parley.auth.login;

import java.time.Duration;

/** What came of asking for the password again. */
public sealed interface Confirmation {

    /** It is the user, as far as a password can tell. */
    record Confirmed() implements Confirmation {}

    /** The password is wrong, or the user has none or is disabled. */
    record WrongPassword() implements Confirmation {}

    /**
     * Too many failures; nothing was checked.
     *
     * @param retryAfter when to try again at the earliest
     */
    record Throttled(Duration retryAfter) implements Confirmation {}
}
