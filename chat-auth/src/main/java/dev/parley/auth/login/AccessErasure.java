package dev.parley.auth.login;

import dev.parley.auth.session.Sessions;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.SecondFactorStore;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.Objects;
import java.util.Optional;

/**
 * Erases what is known of a user for logging in: sessions with device and address, refresh tokens, API keys, second factor,
 * counts of failures, and last the entry in the directory. Thread-safe. After a failure it may be repeated, as long as the
 * directory still has the user; what is gone is gone.
 */
public final class AccessErasure {

    private final UserDirectory users;
    private final Sessions sessions;
    private final LoginThrottle throttle;
    private final ApiKeyStore apiKeys;
    private final SecondFactorStore secondFactors;

    /**
     * Erasure from these stores.
     *
     * @param users who the users are
     * @param sessions sessions and their tokens
     * @param throttle counts of failures
     * @param apiKeys keys
     * @param secondFactors second factors
     */
    public AccessErasure(
            UserDirectory users,
            Sessions sessions,
            LoginThrottle throttle,
            ApiKeyStore apiKeys,
            SecondFactorStore secondFactors) {
        this.users = Objects.requireNonNull(users, "users");
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.throttle = Objects.requireNonNull(throttle, "throttle");
        this.apiKeys = Objects.requireNonNull(apiKeys, "apiKeys");
        this.secondFactors = Objects.requireNonNull(secondFactors, "secondFactors");
    }

    /**
     * Erases.
     *
     * @param by who does it; whether they may is the caller's to check
     * @param user whom, of the same tenant
     * @param deadline by when to answer
     * @return whether the directory had the user
     */
    public boolean erase(Principal by, UserId user, Deadline deadline) {
        TenantId tenant = by.tenant();
        Optional<UserProfile> profile = users.findById(tenant, user, deadline);
        // First, so that a login that goes on at the same time finds the user disabled, and leaves no session behind.
        users.setEnabled(tenant, user, false, deadline);
        sessions.logoutAll(by, user, null, deadline);
        apiKeys.revokeAll(tenant, user, deadline);
        secondFactors.remove(tenant, user, deadline);
        LoginLanes.clearConfirmation(throttle, tenant, user, deadline);
        profile.flatMap(found -> LoginName.of(found.login()))
                .ifPresent(login -> LoginLanes.clearAccount(throttle, tenant, login, deadline));
        return users.erase(tenant, user, deadline);
    }
}
