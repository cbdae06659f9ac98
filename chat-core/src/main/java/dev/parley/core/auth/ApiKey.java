package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key by which a program speaks as a machine user. Immutable. The key itself is shown once, when it is made, and never
 * stored.
 *
 * @param id names the key; not a secret
 * @param tenant the tenant
 * @param user as whom it speaks
 * @param name what its owner calls it
 * @param scopes the permissions that it is bounded to, such as {@code message:post} or {@code message:*}; the roles of the
 *     user bound it too
 * @param createdAt when it was made
 * @param expiresAt when it ends, or null for a key without end
 * @param lastUsedAt when it was last used, to within a minute; null if it never was
 */
public record ApiKey(
        String id,
        TenantId tenant,
        UserId user,
        String name,
        Set<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {

    /**
     * Copies the scopes.
     *
     * @param id as in the record
     * @param tenant as in the record
     * @param user as in the record
     * @param name as in the record
     * @param scopes as in the record
     * @param createdAt as in the record
     * @param expiresAt as in the record
     * @param lastUsedAt as in the record
     */
    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** Leaves the name out: a key may end up in a log. */
    @Override
    public String toString() {
        return "ApiKey[id=" + id + ", tenant=" + tenant + ", user=" + user + ", scopes=" + scopes + "]";
    }
}
