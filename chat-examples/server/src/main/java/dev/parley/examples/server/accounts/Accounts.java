package dev.parley.examples.server.accounts;

import dev.parley.core.auth.LoginIdentity;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers users and lets them in. Thread-safe. */
public final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_TOKENS = 100_000;

    private final UserDirectory directory;
    private final Passwords passwords;
    private final AccessTokens tokens = new AccessTokens(MAX_TOKENS, System::nanoTime);

    /**
     * Accounts in a directory.
     *
     * @param directory where users are kept; stays the caller's to close
     * @param hasher for their passwords
     */
    public Accounts(UserDirectory directory, PasswordHasher hasher) {
        this.directory = directory;
        this.passwords = new Passwords(hasher, Runtime.getRuntime().availableProcessors());
    }

    /**
     * A user who has logged in.
     *
     * @param profile the user
     * @param accessToken stands for the user from now on
     */
    public record Login(UserProfile profile, String accessToken) {
        /** Leaves the token out: an object may end up in a log. */
        @Override
        public String toString() {
            return "Login[profile=" + profile + "]";
        }
    }

    /**
     * Adds a user.
     *
     * @param email becomes the login name
     * @param password as received
     * @param name the display name
     * @return the new user
     */
    public UserProfile register(String email, String password, String name) {
        UserId id = new UserId(UUID.randomUUID().toString());
        String login = LoginName.require(email);
        // Made twice, so that the name is checked before the password costs its time.
        NewUser unhashed = new NewUser(id, login, name, Set.of(), null);
        NewUser user = new NewUser(id, login, unhashed.name(), Set.of(), passwords.hash(password));
        UserProfile profile = ProblemException.orProblem(directory.register(TenantId.DEFAULT, user, deadline()));
        LOG.info("Registered user {}", id);
        return profile;
    }

    /**
     * Lets a user in.
     *
     * @param email the login name
     * @param password as received
     * @return the user, with a token; or the end of the request, for whatever reason with the same answer
     */
    public Login login(String email, String password) {
        LoginIdentity identity = LoginName.of(email)
                .flatMap(login -> directory.findByLogin(TenantId.DEFAULT, login, deadline()))
                .orElse(null);
        String credential = identity == null ? null : identity.credential();
        if (!passwords.verify(password, credential) || identity == null || credential == null) {
            LOG.info("A login failed");
            throw new ProblemException(Problem.of(ApiCode.LOGIN_FAILED));
        }
        UserProfile profile = identity.profile();
        if (passwords.isOutdated(credential)) {
            // Refused when the password was changed meanwhile: then the new one stays.
            directory.updateCredential(
                    TenantId.DEFAULT,
                    profile.id(),
                    identity.credentialVersion(),
                    passwords.rehash(password),
                    deadline());
        }
        LOG.info("User {} logged in", profile.id());
        return new Login(profile, tokens.issue(Principal.of(TenantId.DEFAULT, profile.id())));
    }

    /** {@return whose token this is, if it is valid} */
    public Optional<Principal> authenticate(String token) {
        return tokens.find(token);
    }

    /** {@return tells whether a token is still valid} */
    public AccessCheck access(String token) {
        return tokens.check(token);
    }

    /** Ends a token. */
    public void logout(String token) {
        tokens.revoke(token);
    }

    /** {@return the profile of the user who calls} */
    public UserProfile profile(Principal principal) {
        return directory
                .findById(principal.tenant(), principal.user(), deadline())
                .orElseThrow(() -> new ProblemException(Problem.of(ApiCode.UNAUTHENTICATED)));
    }

    /** Ends the request unless the password is the user's. */
    public void requirePassword(Principal principal, String password) {
        String login = profile(principal).login();
        String credential = directory
                .findByLogin(principal.tenant(), login, deadline())
                .map(LoginIdentity::credential)
                .orElse(null);
        if (!passwords.verify(password, credential)) {
            LOG.info("User {} sent a wrong password", principal.user());
            throw new ProblemException(Problem.of(ApiCode.PASSWORD_WRONG));
        }
    }

    /**
     * Removes the user and ends all tokens. Meant to be last when a user is erased: as long as it has not happened, the
     * user can log in and ask again.
     */
    public void remove(Principal principal) {
        directory.erase(principal.tenant(), principal.user(), deadline());
        tokens.revokeAll(principal);
        LOG.info("Removed a user");
    }

    private static Deadline deadline() {
        return Deadline.after(TIMEOUT);
    }
}
