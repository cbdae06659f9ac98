package dev.parley.core.observe;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.SessionId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that bears on who may do what, for audits, alerts, and for telling the users concerned. Never holds a login
 * name, a password, a token or an address.
 */
public sealed interface SecurityEvent extends ChatEvent {

    /**
     * A user has logged in.
     *
     * @param tenant the tenant
     * @param user who
     * @param session the session that began
     * @param knownDevice whether the device was known; if not, the user may want to hear of it
     * @param secondFactor whether a second factor was proved
     */
    record LoginSucceeded(TenantId tenant, UserId user, SessionId session, boolean knownDevice, boolean secondFactor)
            implements SecurityEvent {}

    /**
     * A login failed.
     *
     * @param tenant the tenant
     * @param user whose account it was, or null if it is nobody's
     * @param reason why; to whoever tried, all but {@code SECOND_FACTOR_REQUIRED} look the same
     */
    record LoginFailed(TenantId tenant, @Nullable UserId user, LoginFailure reason) implements SecurityEvent {}

    /** Why a login failed. */
    enum LoginFailure {
        /** Nobody has the login name. */
        USER_UNKNOWN,
        /** The password is wrong, or the user has none. */
        PASSWORD_WRONG,
        /** The password is right, and the user is disabled. */
        USER_DISABLED,
        /** The password is right, and a one-time password is needed. */
        SECOND_FACTOR_REQUIRED,
        /** The password is right, and the one-time password is wrong or used. */
        SECOND_FACTOR_WRONG
    }

    /**
     * A login was refused before its password was looked at.
     *
     * @param tenant the tenant
     * @param lane what was exhausted
     */
    record LoginThrottled(TenantId tenant, LoginLane.Kind lane) implements SecurityEvent {}

    /**
     * A refresh token was used that had been spent: somebody has a stolen one. The session was ended.
     *
     * @param tenant the tenant
     * @param user whose
     * @param session the session
     */
    record RefreshTokenReused(TenantId tenant, UserId user, SessionId session) implements SecurityEvent {}

    /**
     * Sessions were ended before their time.
     *
     * @param tenant the tenant
     * @param user whose
     * @param count how many
     * @param by who did it
     */
    record SessionsRevoked(TenantId tenant, UserId user, int count, UserId by) implements SecurityEvent {}

    /**
     * A user has another password.
     *
     * @param tenant the tenant
     * @param user who
     */
    record PasswordChanged(TenantId tenant, UserId user) implements SecurityEvent {}

    /**
     * A user has, or no longer has, a second factor.
     *
     * @param tenant the tenant
     * @param user who
     * @param active whether logins ask for it from now on
     */
    record SecondFactorChanged(TenantId tenant, UserId user, boolean active) implements SecurityEvent {}

    /**
     * A user was enabled or disabled.
     *
     * @param tenant the tenant
     * @param user who
     * @param enabled which
     * @param by who did it
     */
    record UserEnabled(TenantId tenant, UserId user, boolean enabled, UserId by) implements SecurityEvent {}

    /**
     * A user has other roles.
     *
     * @param tenant the tenant
     * @param user who
     * @param roles all roles from now on
     * @param by who did it
     */
    record RolesReplaced(TenantId tenant, UserId user, Set<String> roles, UserId by) implements SecurityEvent {

        /**
         * Copies the roles.
         *
         * @param tenant as in the record
         * @param user as in the record
         * @param roles as in the record
         * @param by as in the record
         */
        public RolesReplaced {
            roles = Set.copyOf(roles);
        }
    }

    /**
     * An API key was made or revoked.
     *
     * @param tenant the tenant
     * @param user as whom it speaks
     * @param key its id
     * @param revoked which
     */
    record ApiKeyChanged(TenantId tenant, UserId user, String key, boolean revoked) implements SecurityEvent {}
}
