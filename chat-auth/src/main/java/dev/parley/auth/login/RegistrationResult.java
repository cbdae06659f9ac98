package dev.parley.auth.login;

import dev.parley.auth.password.PasswordFlaw;
import dev.parley.core.auth.UserProfile;

/** What came of a registration. */
public sealed interface RegistrationResult {

    /**
     * There is a new user.
     *
     * @param user who it is
     */
    record Registered(UserProfile user) implements RegistrationResult {}

    /** Another user has the login name, or the id. */
    record LoginTaken() implements RegistrationResult {}

    /**
     * The password may not be chosen.
     *
     * @param flaw why
     */
    record WeakPassword(PasswordFlaw flaw) implements RegistrationResult {}
}
