package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;

/**
 * On whose behalf a call is made. Immutable. The host makes one after it has authenticated a request; everything that
 * the engine reads or writes is reached only by one.
 *
 * @param tenant the tenant
 * @param user the user within the tenant
 * @param service whether this is the host itself and not one of its users
 */
public record Principal(TenantId tenant, UserId user, boolean service) {

    /**
     * A user of the default tenant.
     *
     * @param user the user's id
     * @return the principal
     */
    public static Principal of(String user) {
        return of(TenantId.DEFAULT, new UserId(user));
    }

    /**
     * A user.
     *
     * @param tenant the tenant
     * @param user the user
     * @return the principal
     */
    public static Principal of(TenantId tenant, UserId user) {
        return new Principal(tenant, user, false);
    }

    /**
     * The host itself, for notices and imports.
     *
     * @param tenant the tenant
     * @param user the id under which the host speaks
     * @return the principal
     */
    public static Principal service(TenantId tenant, UserId user) {
        return new Principal(tenant, user, true);
    }
}
