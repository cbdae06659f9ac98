package dev.parley.auth.login;

import dev.parley.auth.login.CheckedLogin.Right;
import dev.parley.auth.login.CheckedLogin.Wrong;
import dev.parley.auth.login.ThrottledCheck.Passage;
import dev.parley.auth.password.PasswordGate;
import dev.parley.core.auth.LoginIdentity;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.observe.SecurityEvent.LoginFailed;
import dev.parley.core.observe.SecurityEvent.LoginFailure;
import dev.parley.core.time.Deadline;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks somebody who is logged in for the password again, before what can't be taken back. Thread-safe. Wrong passwords are
 * counted as those of logins are, in a lane of the user's own: who has found a session open can't guess on, and who tries
 * the account from outside does not keep its user from this.
 */
public final class PasswordConfirmation {

    private final UserDirectory users;
    private final PasswordGate passwords;
    private final ChatListener listener;
    private final LoginLanes lanes;
    private final ThrottledCheck throttled;

    /**
     * Confirmation by password.
     *
     * @param users who the users are
     * @param passwords who hashes
     * @param throttle where failures are counted
     * @param limits how many there may be
     * @param listener who hears of failures, as of those of logins
     */
    public PasswordConfirmation(
            UserDirectory users,
            PasswordGate passwords,
            LoginThrottle throttle,
            LoginLimits limits,
            ChatListener listener) {
        this.users = Objects.requireNonNull(users, "users");
        this.passwords = Objects.requireNonNull(passwords, "passwords");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.lanes = new LoginLanes(limits);
        this.throttled = new ThrottledCheck(throttle, listener);
    }

    /**
     * Checks a password.
     *
     * @param principal who
     * @param password as entered
     * @param deadline by when to answer
     * @return what came of it
     */
    public Confirmation confirm(Principal principal, String password, Deadline deadline) {
        Passage<CheckedLogin> passage = pass(principal, password, deadline);
        if (passage instanceof Passage.Closed<CheckedLogin> closed) {
            return new Confirmation.Throttled(closed.retryAfter());
        }
        return ((Passage.Through<CheckedLogin>) passage).checked() instanceof Right
                ? new Confirmation.Confirmed()
                : new Confirmation.WrongPassword();
    }

    /** The same, with the user that was found. */
    Passage<CheckedLogin> pass(Principal principal, String password, Deadline deadline) {
        Passage<CheckedLogin> passage = throttled.run(
                principal.tenant(),
                lanes.ofConfirmation(principal.tenant(), principal.user()),
                () -> check(principal, password, deadline),
                deadline);
        if (passage instanceof Passage.Through<CheckedLogin> through && through.checked() instanceof Wrong wrong) {
            listener.notifySafely(new LoginFailed(principal.tenant(), wrong.user(), wrong.reason()));
        }
        return passage;
    }

    private CheckedLogin check(Principal principal, String password, Deadline deadline) {
        Optional<LoginIdentity> identity = users.findById(principal.tenant(), principal.user(), deadline)
                .flatMap(profile -> users.findByLogin(principal.tenant(), profile.login(), deadline))
                .filter(found -> found.profile().id().equals(principal.user()));
        boolean right = passwords.verify(
                password, identity.map(LoginIdentity::credential).orElse(null), deadline);
        if (identity.isEmpty()) {
            return new Wrong(null, LoginFailure.USER_UNKNOWN);
        }
        if (!right) {
            return new Wrong(principal.user(), LoginFailure.PASSWORD_WRONG);
        }
        return identity.get().profile().enabled()
                ? new Right(identity.get(), false)
                : new Wrong(principal.user(), LoginFailure.USER_DISABLED);
    }
}
