package dev.parley.core.ratelimit;

import dev.parley.core.message.TenantId;

/**
 * Whose allowance a call is charged to. Immutable.
 *
 * @param tenant the tenant
 * @param scope what is limited, a fixed word of the program such as {@code send}
 * @param subject who is limited, for example a user id
 */
public record LimitKey(TenantId tenant, String scope, String subject) implements Comparable<LimitKey> {

    /** By subject, scope and tenant: with an order, a map stays fast even if somebody makes up keys of one hash code. */
    @Override
    public int compareTo(LimitKey other) {
        int bySubject = subject.compareTo(other.subject);
        if (bySubject != 0) {
            return bySubject;
        }
        int byScope = scope.compareTo(other.scope);
        return byScope != 0 ? byScope : tenant.compareTo(other.tenant);
    }

    /** Without the subject, which may be an address or the name of an account. */
    @Override
    public String toString() {
        return "LimitKey[tenant=" + tenant.value() + ", scope=" + scope + "]";
    }
}
