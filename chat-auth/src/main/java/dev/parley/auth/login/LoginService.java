package dev.parley.auth.login;

import dev.parley.auth.login.CheckedLogin.Right;
import dev.parley.auth.login.CheckedLogin.Wrong;
import dev.parley.auth.login.ThrottledCheck.Passage;
import dev.parley.auth.password.PasswordGate;
import dev.parley.auth.session.Sessions;
import dev.parley.auth.session.TokenPair;
import dev.parley.core.auth.LoginIdentity;
import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.observe.SecurityEvent.LoginFailed;
import dev.parley.core.observe.SecurityEvent.LoginFailure;
import dev.parley.core.observe.SecurityEvent.LoginSucceeded;
import dev.parley.core.time.Deadline;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs users in. Thread-safe, without threads or state of its own; any number of nodes may work on the same stores.
 *
 * <p>In order: a slot for guessing is taken, the user is looked up, the password is checked, then the second factor if the
 * user has one, and the slot is settled. An unknown name, a wrong password, a disabled user and a user without a password
 * get the same answer, after the same reads and one hash. Who has no slot is refused at once, before anything is looked up.
 *
 * <p>When a store can't answer, or no place for hashing comes free within the deadline, the slot is given back and the
 * {@link ChatException} goes to the caller: an outage is no failed login.
 */
public final class LoginService {

    private static final Logger LOG = LoggerFactory.getLogger(LoginService.class);
    private static final String NO_NAME = "unknown";

    private final UserDirectory users;
    private final PasswordGate passwords;
    private final LoginThrottle throttle;
    private final Sessions sessions;
    private final DeviceTokens devices;
    private final SecondFactorCheck secondFactor;
    private final ChatListener listener;
    private final LoginLanes lanes;
    private final ThrottledCheck throttled;

    LoginService(LoginServiceBuilder parts) {
        this.users = parts.users;
        this.passwords = parts.passwords;
        this.throttle = parts.throttle;
        this.sessions = parts.sessions;
        this.devices = parts.devices;
        this.secondFactor = parts.secondFactor;
        this.listener = parts.listener;
        this.lanes = new LoginLanes(parts.limits);
        this.throttled = new ThrottledCheck(parts.throttle, parts.listener);
    }

    /**
     * Begins to put a service together.
     *
     * @param users who the users are
     * @param passwords who hashes
     * @param throttle where failures are counted
     * @param sessions who opens sessions
     * @param devices who knows devices again
     * @return a builder
     */
    public static LoginServiceBuilder builder(
            UserDirectory users,
            PasswordGate passwords,
            LoginThrottle throttle,
            Sessions sessions,
            DeviceTokens devices) {
        return new LoginServiceBuilder(users, passwords, throttle, sessions, devices);
    }

    /**
     * Tries to log in.
     *
     * @param request what the client sent
     * @param deadline by when to answer; a hash that has begun goes on to its end
     * @return what came of it
     */
    public LoginResult login(LoginRequest request, Deadline deadline) {
        TenantId tenant = request.tenant();
        Optional<LoginName> login = LoginName.of(request.login());
        String deviceToken = request.deviceToken();
        Optional<String> device = deviceToken == null
                ? Optional.empty()
                : login.flatMap(name -> devices.deviceOf(deviceToken, tenant, name));
        List<LoginLane> counted = lanes.of(tenant, login, request.login(), device, request.address());
        Passage<CheckedLogin> passage = throttled.run(tenant, counted, () -> check(request, login, deadline), deadline);
        if (passage instanceof Passage.Closed<CheckedLogin> closed) {
            return new LoginResult.Throttled(closed.retryAfter());
        }
        CheckedLogin checked = ((Passage.Through<CheckedLogin>) passage).checked();
        if (checked instanceof Wrong wrong) {
            return failed(tenant, wrong.user(), wrong.reason());
        }
        return enter(request, login.orElseThrow(), device, (Right) checked, deadline);
    }

    private CheckedLogin check(LoginRequest request, Optional<LoginName> login, Deadline deadline) {
        TenantId tenant = request.tenant();
        Optional<LoginIdentity> identity =
                login.flatMap(name -> users.findByLogin(tenant, name.normalised(), deadline));
        // Also for a disabled user: how long it takes must not tell.
        boolean right = passwords.verify(
                request.password(), identity.map(LoginIdentity::credential).orElse(null), deadline);
        if (identity.isEmpty()) {
            return new Wrong(null, LoginFailure.USER_UNKNOWN);
        }
        UserProfile profile = identity.get().profile();
        UserId user = profile.id();
        if (!right) {
            return new Wrong(user, LoginFailure.PASSWORD_WRONG);
        }
        if (!profile.enabled()) {
            return new Wrong(user, LoginFailure.USER_DISABLED);
        }
        if (!secondFactor.isActive(tenant, user, deadline)) {
            return new Right(identity.get(), false);
        }
        String oneTimePassword = request.oneTimePassword();
        if (oneTimePassword == null || oneTimePassword.isBlank()) {
            return new Wrong(user, LoginFailure.SECOND_FACTOR_REQUIRED);
        }
        return secondFactor.verify(tenant, user, oneTimePassword, deadline)
                ? new Right(identity.get(), true)
                : new Wrong(user, LoginFailure.SECOND_FACTOR_WRONG);
    }

    private LoginResult failed(TenantId tenant, @Nullable UserId user, LoginFailure reason) {
        listener.notifySafely(new LoginFailed(tenant, user, reason));
        return reason == LoginFailure.SECOND_FACTOR_REQUIRED
                ? new LoginResult.SecondFactorRequired()
                : new LoginResult.Failed();
    }

    private LoginResult enter(
            LoginRequest request, LoginName login, Optional<String> device, Right right, Deadline deadline) {
        TenantId tenant = request.tenant();
        UserProfile profile = right.identity().profile();
        UserId user = profile.id();
        String agent = request.device().isBlank() ? NO_NAME : request.device();
        TokenPair tokens = sessions.open(tenant, user, agent, request.address(), right.secondFactor(), deadline);
        try {
            return entered(request, login, device, right, tokens, deadline);
        } catch (RuntimeException e) {
            // Nobody gets its tokens, and the user must not wonder whose session that is.
            endQuietly(Principal.of(tenant, user), tokens.session(), e);
            throw e;
        }
    }

    private void endQuietly(Principal principal, SessionId session, RuntimeException cause) {
        try {
            sessions.logout(principal, session, Deadline.after(ThrottledCheck.TO_SETTLE));
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private LoginResult entered(
            LoginRequest request,
            LoginName login,
            Optional<String> device,
            Right right,
            TokenPair tokens,
            Deadline deadline) {
        TenantId tenant = request.tenant();
        UserProfile profile = right.identity().profile();
        UserId user = profile.id();
        Optional<LoginFailure> revoked = noLongerRight(request, login, right.identity(), deadline);
        if (revoked.isPresent()) {
            sessions.logout(Principal.of(tenant, user), tokens.session(), deadline);
            return failed(tenant, user, revoked.get());
        }
        hashAnew(tenant, right.identity(), request.password(), deadline);
        String token =
                device.map(known -> devices.renew(known, tenant, login)).orElseGet(() -> devices.issue(tenant, login));
        listener.notifySafely(
                new LoginSucceeded(tenant, user, tokens.session(), device.isPresent(), right.secondFactor()));
        return new LoginResult.LoggedIn(tokens, token, profile);
    }

    /**
     * Looks at the user again, now that the session can be seen: whoever disables a user, or changes a password, first does
     * so and then ends the sessions that there are. One of the two finds the other.
     */
    private Optional<LoginFailure> noLongerRight(
            LoginRequest request, LoginName login, LoginIdentity before, Deadline deadline) {
        Optional<LoginIdentity> now = users.findByLogin(request.tenant(), login.normalised(), deadline)
                .filter(found -> found.profile().id().equals(before.profile().id()))
                .filter(found -> found.profile().enabled());
        if (now.isEmpty()) {
            return Optional.of(LoginFailure.USER_DISABLED);
        }
        // Another version may still be the same password, hashed anew by a login at the same time.
        boolean same = now.get().credentialVersion() == before.credentialVersion()
                || passwords.verify(request.password(), now.get().credential(), deadline);
        return same ? Optional.empty() : Optional.of(LoginFailure.PASSWORD_WRONG);
    }

    /** Never keeps anybody out: another login, or the next one, does it as well. */
    private void hashAnew(TenantId tenant, LoginIdentity identity, String password, Deadline deadline) {
        String credential = identity.credential();
        if (credential == null || !passwords.needsRehash(credential)) {
            return;
        }
        try {
            users.updateCredential(
                    tenant,
                    identity.profile().id(),
                    identity.credentialVersion(),
                    passwords.hash(password, deadline),
                    deadline);
        } catch (ChatException e) {
            LOG.info("A password was not hashed anew; the next login will", e);
        }
    }

    /**
     * Lets a user in again whose account was closed by failures.
     *
     * @param tenant the tenant
     * @param login the login name
     * @param deadline by when to answer
     */
    public void reopen(TenantId tenant, LoginName login, Deadline deadline) {
        LoginLanes.clearAccount(throttle, tenant, login, deadline);
    }
}
