package dev.parley.auth.session;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;

/**
 * Makes this node forget what it trusts of a user, so that what has changed counts here at once and not only when the
 * {@linkplain dev.parley.core.auth.AccessChanges feed of changes} is read next. Called after the stores have the change.
 * Thread-safe and quick.
 */
@FunctionalInterface
public interface AccessForgetting {

    /**
     * Forgets.
     *
     * @param tenant the tenant
     * @param user whose access has changed
     */
    void forget(TenantId tenant, UserId user);

    /** {@return for a host that keeps no trust in memory} */
    static AccessForgetting nothing() {
        return (tenant, user) -> {};
    }
}
