package dev.parley.core.ratelimit;

import dev.parley.core.message.TenantId;

/**
 * Whose allowance a call is charged to. Immutable.
 *
 * @param tenant the tenant
 * @param scope what is limited, a fixed word of the program such as {@code send}
 * @param subject who is limited, for example a user id
 */
public record LimitKey(TenantId tenant, String scope, String subject) {}
