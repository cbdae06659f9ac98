package dev.parley.auth.session;

import dev.parley.core.auth.SessionId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;

/** Makes the access tokens of sessions. Thread-safe. Its tokens last as long as {@link SessionPolicy} says. */
@FunctionalInterface
public interface AccessTokenSource {

    /**
     * Makes a token.
     *
     * @param tenant the tenant
     * @param user the user
     * @param session the session, with which the token ends
     * @return a new token
     */
    String issue(TenantId tenant, UserId user, SessionId session);
}
