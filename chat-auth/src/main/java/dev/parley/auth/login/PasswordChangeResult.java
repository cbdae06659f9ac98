package dev.parley.auth.login;

import dev.parley.auth.password.PasswordFlaw;
import java.time.Duration;

/** What came of changing a password. */
public sealed interface PasswordChangeResult {

    /** The user has the new password, and the other sessions are over. */
    record Changed() implements PasswordChangeResult {}

    /** The current password is wrong. */
    record WrongPassword() implements PasswordChangeResult {}

    /**
     * The new password may not be chosen.
     *
     * @param flaw why
     */
    record WeakPassword(PasswordFlaw flaw) implements PasswordChangeResult {}

    /**
     * Too many failures; nothing was checked.
     *
     * @param retryAfter when to try again at the earliest
     */
    record Throttled(Duration retryAfter) implements PasswordChangeResult {}
}
