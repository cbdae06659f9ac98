package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;

/**
 * Whose a refresh token is. Immutable.
 *
 * @param tenant the tenant
 * @param user the user
 * @param session the session, which is also the family
 */
public record RefreshOwner(TenantId tenant, UserId user, SessionId session) {}
