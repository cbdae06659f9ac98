package dev.parley.testkit;

import dev.parley.core.auth.ApiKey;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.NewApiKey;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store of API keys with a clock and a tenant of its own. Thread-safe. */
final class ApiKeyFixture implements AutoCloseable {

    static final Set<String> SCOPES = Set.of("message:post", "conversation:*");

    private final ManualClock clock = Fresh.clock();
    private final TenantId tenant = Fresh.tenant();
    private final StoreAndChanges<ApiKeyStore> system;

    ApiKeyFixture(ApiKeyStoreContract contract) {
        this.system = contract.createKeys(clock);
    }

    ManualClock clock() {
        return clock;
    }

    TenantId tenant() {
        return tenant;
    }

    ApiKeyStore store() {
        return system.store();
    }

    static NewApiKey asked(String id, String user, TokenHash hash, @Nullable Duration lifetime) {
        return new NewApiKey(id, new UserId(user), "Name of " + id, hash, SCOPES, lifetime);
    }

    Outcome<ApiKey> create(String id, String user, TokenHash hash, @Nullable Duration lifetime) {
        return store().create(tenant, asked(id, user, hash, lifetime), Fresh.deadline());
    }

    /** {@return the hash of a key without end} */
    TokenHash create(String id, String user) {
        TokenHash hash = Fresh.hash();
        create(id, user, hash, null).orThrow();
        return hash;
    }

    Optional<ApiKey> find(TokenHash hash) {
        return store().find(hash, Fresh.deadline());
    }

    boolean touch(String id) {
        return store().touch(tenant, id, Fresh.deadline());
    }

    boolean revoke(String user, String id) {
        return store().revoke(tenant, new UserId(user), id, Fresh.deadline());
    }

    int revokeAll(String user) {
        return store().revokeAll(tenant, new UserId(user), Fresh.deadline());
    }

    List<String> ids(String user) {
        return store().list(tenant, new UserId(user), Fresh.deadline()).stream()
                .map(ApiKey::id)
                .toList();
    }

    /** {@return whether a call tells of a user's change before it returns} */
    boolean raises(String user, Runnable call) {
        return Fresh.raises(system.changes(), tenant, new UserId(user), call);
    }

    @Override
    public void close() {
        system.close();
    }
}
