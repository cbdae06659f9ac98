package dev.parley.examples.server.accounts;

import dev.parley.auth.apikey.ApiKeys;
import dev.parley.auth.login.AccessErasure;
import dev.parley.auth.login.DeviceTokens;
import dev.parley.auth.login.LoginLimits;
import dev.parley.auth.login.LoginService;
import dev.parley.auth.login.NewPasswords;
import dev.parley.auth.login.PasswordChange;
import dev.parley.auth.login.PasswordConfirmation;
import dev.parley.auth.login.Registration;
import dev.parley.auth.login.SecondFactorCheck;
import dev.parley.auth.login.UserAdministration;
import dev.parley.auth.password.PasswordBlocklist;
import dev.parley.auth.password.PasswordGate;
import dev.parley.auth.password.PasswordPolicy;
import dev.parley.auth.session.Housekeeping;
import dev.parley.auth.session.SessionPolicy;
import dev.parley.auth.session.Sessions;
import dev.parley.auth.token.Access;
import dev.parley.auth.token.AccessTokens;
import dev.parley.auth.token.SigningKeys;
import dev.parley.auth.totp.SecondFactors;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.config.AccessStores;
import dev.parley.examples.server.config.Backend;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;

/** Who the users are, how they come in, and what they may do: the services of chat-auth on a backend. Thread-safe. */
public final class Accounts implements AutoCloseable {

    /** The role that may manage users. */
    public static final String ADMIN = "admin";

    /** Who issues the tokens of all servers of a system. */
    private static final String ISSUER = "parley";

    /** For whom they are. */
    private static final String AUDIENCE = "parley-api";

    private static final int HASHES_AT_ONCE = Runtime.getRuntime().availableProcessors();

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final UserDirectory directory;
    private final SigningKeys keys;
    private final Access access;
    private final Sessions sessions;
    private final SecondFactors secondFactors;
    private final ApiKeys apiKeys;
    private final LoginLimits limits;
    private final LoginService logins;
    private final Registration registration;
    private final PasswordConfirmation confirmation;
    private final PasswordChange passwordChange;
    private final UserAdministration administration;
    private final AccessErasure erasure;
    private final BiConsumer<TenantId, UserId> erasures;
    private final AdminEnrolment enrolment;
    private final Guesses guesses;
    private final Upkeep upkeep;

    /**
     * The services on a backend.
     *
     * @param backend where users and sessions are kept; stays the caller's to close
     * @param settings what can be chosen
     */
    public Accounts(Backend backend, AccountSettings settings) {
        InstantSource clock = InstantSource.system();
        ChatListener listener = new SecurityLog();
        AccessStores stores = backend.access();
        this.directory = backend.directory();
        this.keys = settings.keys();
        this.limits = settings.limits();
        SessionPolicy policy = SessionPolicy.DEFAULT.withGrace(settings.refreshGrace());
        PasswordGate gate = new PasswordGate(settings.hasher(), HASHES_AT_ONCE);
        NewPasswords passwords =
                new NewPasswords(gate, PasswordPolicy.standard(PasswordBlocklist.bundled()), List.of("Parley"));
        this.apiKeys = new ApiKeys(stores.apiKeys(), clock, listener);
        this.secondFactors = new SecondFactors(stores.secondFactors(), keys.derived("totp"), "totp", clock, listener);
        SecondFactorCheck secondFactor = new OneTimePasswords(secondFactors);
        this.access = Access.builder()
                .keys(keys)
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .sessions(stores.sessions())
                .users(directory)
                .apiKeys(apiKeys)
                .changes(stores.changes())
                .policy(Roles.policy())
                .build();
        AccessTokens tokens = new AccessTokens(keys, ISSUER, AUDIENCE, policy.accessLifetime(), clock);
        this.sessions = Sessions.builder(directory, stores.sessions(), stores.refreshTokens(), tokens::issue)
                .forgetting(access::forget)
                .policy(policy)
                .listener(listener)
                .build();
        this.logins = LoginService.builder(
                        directory,
                        gate,
                        stores.throttle(),
                        sessions,
                        new DeviceTokens(keys.derived("device"), "device", clock))
                .secondFactor(secondFactor)
                .limits(limits)
                .listener(listener)
                .build();
        this.registration = new Registration(directory, passwords);
        this.confirmation = new PasswordConfirmation(directory, gate, stores.throttle(), limits, listener);
        this.passwordChange = new PasswordChange(directory, passwords, confirmation, secondFactor, sessions, listener);
        this.administration = new UserAdministration(directory, sessions, access::forget, listener);
        this.erasure =
                new AccessErasure(directory, sessions, stores.throttle(), stores.apiKeys(), stores.secondFactors());
        this.erasures = settings.erasures();
        this.enrolment = new AdminEnrolment(settings.dataDirectory().resolve("admin-token"), clock);
        this.guesses = new Guesses(stores.throttle());
        Housekeeping housekeeping = new Housekeeping(stores.sessions(), stores.refreshTokens(), stores.throttle());
        this.upkeep = new Upkeep(housekeeping, enrolment, stores.leases());
    }

    /**
     * Leaves a token for the first admin where there is no admin yet.
     *
     * @throws IOException if its file can't be written
     */
    public void offerFirstAdmin() throws IOException {
        if (directory.anyHasRole(TenantId.DEFAULT, ADMIN, Deadline.after(TIMEOUT))) {
            enrolment.clean();
        } else {
            enrolment.offer();
        }
    }

    /** {@return who the users are} */
    public UserDirectory directory() {
        return directory;
    }

    /** {@return with what tokens are signed} */
    public SigningKeys keys() {
        return keys;
    }

    /** {@return who is let in, and to what} */
    public Access access() {
        return access;
    }

    /** {@return who is logged in} */
    public Sessions sessions() {
        return sessions;
    }

    /** {@return what logins ask for beside the password} */
    public SecondFactors secondFactors() {
        return secondFactors;
    }

    /** {@return the keys of programs} */
    public ApiKeys apiKeys() {
        return apiKeys;
    }

    /** {@return how many passwords may be guessed} */
    public LoginLimits limits() {
        return limits;
    }

    /** {@return who logs users in} */
    public LoginService logins() {
        return logins;
    }

    /** {@return who makes users} */
    public Registration registration() {
        return registration;
    }

    /** {@return who asks for the password again} */
    public PasswordConfirmation passwordConfirmation() {
        return confirmation;
    }

    /** {@return who changes passwords} */
    public PasswordChange passwordChange() {
        return passwordChange;
    }

    /** {@return what admins do to users} */
    public UserAdministration administration() {
        return administration;
    }

    /** {@return who erases users} */
    public AccessErasure erasure() {
        return erasure;
    }

    /** {@return who is told of each user before they are erased} */
    public BiConsumer<TenantId, UserId> erasures() {
        return erasures;
    }

    /** {@return how the first admin comes in} */
    public AdminEnrolment enrolment() {
        return enrolment;
    }

    /** {@return how often that may be tried} */
    public Guesses guesses() {
        return guesses;
    }

    @Override
    public void close() {
        upkeep.close();
        enrolment.close();
        access.close();
    }
}
