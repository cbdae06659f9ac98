package dev.parley.auth.login;

import dev.parley.auth.login.RegistrationResult.LoginTaken;
import dev.parley.auth.login.RegistrationResult.Registered;
import dev.parley.auth.login.RegistrationResult.WeakPassword;
import dev.parley.auth.password.PasswordFlaw;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes users who log in with a password. Thread-safe. There is no user by default, and none without a password of their
 * own choice.
 *
 * <p>It tells that a login name is taken, as it must where names are chosen freely. A host whose login names are mail
 * addresses, and who does not want to tell who is registered, has the address confirmed first. How many users a client may
 * register is bounded by the host.
 */
public final class Registration {

    private final UserDirectory users;
    private final NewPasswords passwords;

    /**
     * Registration into a directory.
     *
     * @param users where users are stored
     * @param passwords the rules for passwords
     */
    public Registration(UserDirectory users, NewPasswords passwords) {
        this.users = Objects.requireNonNull(users, "users");
        this.passwords = Objects.requireNonNull(passwords, "passwords");
    }

    /**
     * Registers a user without roles.
     *
     * @param tenant the tenant
     * @param user the new id
     * @param login the login name as entered
     * @param password the password as entered; not trimmed, not normalised
     * @param displayName the display name; bounds as those of {@link NewUser}
     * @param deadline by when to answer
     * @return what came of it
     * @throws dev.parley.core.error.ChatException {@code LOGIN_MALFORMED} or {@code NAME_MALFORMED}; of kind busy or
     *     unavailable if the user could not be stored in time
     */
    public RegistrationResult register(
            TenantId tenant, UserId user, String login, String password, String displayName, Deadline deadline) {
        LoginName name = LoginName.require(login);
        // Before the slow part: what is malformed must not cost a hash.
        NewUser unhashed = newUser(user, name, displayName, null);
        Optional<PasswordFlaw> flaw = passwords.flawOf(password, false, name.display(), unhashed.name());
        if (flaw.isPresent()) {
            return new WeakPassword(flaw.get());
        }
        String credential = passwords.hash(password, deadline);
        Outcome<UserProfile> registered =
                users.register(tenant, newUser(user, name, displayName, credential), deadline);
        return registered instanceof Outcome.Done<UserProfile> done ? new Registered(done.value()) : new LoginTaken();
    }

    private static NewUser newUser(UserId user, LoginName name, String displayName, @Nullable String credential) {
        return new NewUser(user, name.normalised(), name.display(), displayName, Set.of(), credential);
    }
}
