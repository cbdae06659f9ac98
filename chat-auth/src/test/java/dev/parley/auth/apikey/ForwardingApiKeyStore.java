package dev.parley.auth.apikey;

import dev.parley.core.auth.ApiKey;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.NewApiKey;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.List;
import java.util.Optional;

/** Passes every call on; a test overrides what is to go wrong. */
class ForwardingApiKeyStore implements ApiKeyStore {

    private final ApiKeyStore store;

    ForwardingApiKeyStore(ApiKeyStore store) {
        this.store = store;
    }

    @Override
    public Outcome<ApiKey> create(TenantId tenant, NewApiKey key, Deadline deadline) {
        return store.create(tenant, key, deadline);
    }

    @Override
    public Optional<ApiKey> find(TokenHash hash, Deadline deadline) {
        return store.find(hash, deadline);
    }

    @Override
    public boolean touch(TenantId tenant, String id, Deadline deadline) {
        return store.touch(tenant, id, deadline);
    }

    @Override
    public List<ApiKey> list(TenantId tenant, UserId user, Deadline deadline) {
        return store.list(tenant, user, deadline);
    }

    @Override
    public boolean revoke(TenantId tenant, UserId user, String id, Deadline deadline) {
        return store.revoke(tenant, user, id, deadline);
    }

    @Override
    public int revokeAll(TenantId tenant, UserId user, Deadline deadline) {
        return store.revokeAll(tenant, user, deadline);
    }

    @Override
    public void close() {
        store.close();
    }
}
