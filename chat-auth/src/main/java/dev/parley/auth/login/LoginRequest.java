package dev.parley.auth.login;

import dev.parley.core.message.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A try to log in. Immutable.
 *
 * @param tenant the tenant
 * @param login the login name as entered
 * @param password the password as entered; not trimmed, not normalised
 * @param oneTimePassword of the second factor, or a recovery code; null or blank if the user was not asked for one
 * @param deviceToken from an earlier login on this device, or null
 * @param device what the user agent calls itself
 * @param address the literal address of the client, never one that the client could have made up
 */
public record LoginRequest(
        TenantId tenant,
        String login,
        String password,
        @Nullable String oneTimePassword,
        @Nullable String deviceToken,
        String device,
        String address) {

    /** Shows the tenant only. */
    @Override
    public String toString() {
        return "LoginRequest[tenant=" + tenant + "]";
    }
}
