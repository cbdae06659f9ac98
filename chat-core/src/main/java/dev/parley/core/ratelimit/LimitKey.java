package dev.parley.core.ratelimit;

import dev.parley.core.message.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Whose allowance a call is charged to. Immutable. It knows its hash code, so that a limiter need not go through its texts,
 * which lie anywhere in memory, to find what it has for a key.
 */
public final class LimitKey implements Comparable<LimitKey> {

    private final TenantId tenant;
    private final String scope;
    private final String subject;
    private final int hash;

    /**
     * A key.
     *
     * @param tenant the tenant
     * @param scope what is limited, a fixed word of the program such as {@code send}
     * @param subject who is limited, for example a user id
     */
    public LimitKey(TenantId tenant, String scope, String subject) {
        this.tenant = tenant;
        this.scope = scope;
        this.subject = subject;
        this.hash = (tenant.hashCode() * 31 + scope.hashCode()) * 31 + subject.hashCode();
    }

    /** {@return the tenant} */
    public TenantId tenant() {
        return tenant;
    }

    /** {@return what is limited} */
    public String scope() {
        return scope;
    }

    /** {@return who is limited} */
    public String subject() {
        return subject;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof LimitKey key
                        && hash == key.hash
                        && subject.equals(key.subject)
                        && scope.equals(key.scope)
                        && tenant.equals(key.tenant));
    }

    @Override
    public int hashCode() {
        return hash;
    }

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
