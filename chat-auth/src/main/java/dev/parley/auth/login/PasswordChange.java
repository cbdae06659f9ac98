package dev.parley.auth.login;

import dev.parley.auth.login.CheckedLogin.Right;
import dev.parley.auth.login.PasswordChangeResult.Changed;
import dev.parley.auth.login.PasswordChangeResult.Throttled;
import dev.parley.auth.login.PasswordChangeResult.WeakPassword;
import dev.parley.auth.login.PasswordChangeResult.WrongPassword;
import dev.parley.auth.login.ThrottledCheck.Passage;
import dev.parley.auth.password.PasswordFlaw;
import dev.parley.auth.session.Sessions;
import dev.parley.core.auth.LoginIdentity;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.observe.SecurityEvent.PasswordChanged;
import dev.parley.core.time.Deadline;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets users change their passwords. The current one is asked for, and all other sessions end, with their tokens.
 * Thread-safe. Nobody else, no operator either, can choose a user's password.
 */
public final class PasswordChange {

    /** The credential may be hashed anew by a login at the same time: then the same password is still the right one. */
    private static final int TRIES = 3;

    private final UserDirectory users;
    private final NewPasswords passwords;
    private final PasswordConfirmation confirmation;
    private final SecondFactorCheck secondFactor;
    private final Sessions sessions;
    private final ChatListener listener;

    /**
     * Changes of passwords.
     *
     * @param users where credentials are stored
     * @param passwords the rules for passwords
     * @param confirmation who checks the current one
     * @param secondFactor who has one, and so may have a shorter password
     * @param sessions what ends
     * @param listener who hears of it; the user should be told
     */
    public PasswordChange(
            UserDirectory users,
            NewPasswords passwords,
            PasswordConfirmation confirmation,
            SecondFactorCheck secondFactor,
            Sessions sessions,
            ChatListener listener) {
        this.users = Objects.requireNonNull(users, "users");
        this.passwords = Objects.requireNonNull(passwords, "passwords");
        this.confirmation = Objects.requireNonNull(confirmation, "confirmation");
        this.secondFactor = Objects.requireNonNull(secondFactor, "secondFactor");
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Changes a password. Of two changes at once one is made; to the other, the current password is no longer right.
     *
     * @param principal who
     * @param current the session that goes on
     * @param currentPassword as entered
     * @param next the new one as entered; not trimmed, not normalised
     * @param deadline by when to answer
     * @return what came of it
     */
    public PasswordChangeResult change(
            Principal principal, SessionId current, String currentPassword, String next, Deadline deadline) {
        for (int i = 0; i < TRIES; i++) {
            Passage<CheckedLogin> passage = confirmation.pass(principal, currentPassword, deadline);
            if (passage instanceof Passage.Closed<CheckedLogin> closed) {
                return new Throttled(closed.retryAfter());
            }
            if (!(((Passage.Through<CheckedLogin>) passage).checked() instanceof Right right)) {
                return new WrongPassword();
            }
            UserProfile profile = right.identity().profile();
            boolean second = secondFactor.isActive(principal.tenant(), principal.user(), deadline);
            Optional<PasswordFlaw> flaw = passwords.flawOf(next, second, profile.displayLogin(), profile.name());
            if (flaw.isPresent()) {
                return new WeakPassword(flaw.get());
            }
            if (replace(principal, current, right.identity(), next, deadline)) {
                listener.notifySafely(new PasswordChanged(principal.tenant(), principal.user()));
                return new Changed();
            }
        }
        throw ChatException.fault(
                ErrorCode.VERSION_CONFLICT, "The password was changed elsewhere at the same time", null);
    }

    private boolean replace(
            Principal principal, SessionId current, LoginIdentity before, String next, Deadline deadline) {
        String credential = passwords.hash(next, deadline);
        // Before and after: an outage in between must not leave a thief's session beside the new password, and a
        // session
        // that was opened in between must not stay.
        sessions.logoutAll(principal, principal.user(), current, deadline);
        Outcome<Integer> updated = users.updateCredential(
                principal.tenant(), principal.user(), before.credentialVersion(), credential, deadline);
        if (!(updated instanceof Outcome.Done<Integer>)) {
            return false;
        }
        sessions.logoutAll(principal, principal.user(), current, deadline);
        return true;
    }
}
