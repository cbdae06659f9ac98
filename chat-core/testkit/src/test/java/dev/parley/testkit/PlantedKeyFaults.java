package dev.parley.testkit;

import dev.parley.core.auth.ApiKey;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.NewApiKey;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One fault for each of the rules AK-1 to AK-9 but AK-8, which is broken by a feed that nobody reads. */
record PlantedKeyFaults(
        String rule, ApiKeyStore delegate, Set<TenantId> tenants, Set<String> touched, Map<TokenHash, ApiKey> stored)
        implements ApiKeyStore {

    static ApiKeyStore plant(String rule, ApiKeyStore delegate) {
        return new PlantedKeyFaults(
                rule,
                delegate,
                ConcurrentHashMap.newKeySet(),
                ConcurrentHashMap.newKeySet(),
                new ConcurrentHashMap<>());
    }

    /** AK-1: keeps quiet about an id or a hash in use; AK-6: makes room. */
    @Override
    public Outcome<ApiKey> create(TenantId tenant, NewApiKey key, Deadline deadline) {
        tenants.add(tenant);
        try {
            Outcome<ApiKey> outcome = delegate.create(tenant, key, deadline);
            if (rule.equals("AK-6") && outcome.equals(Outcome.refused(ErrorCode.API_KEYS_TOO_MANY))) {
                delegate.revoke(tenant, key.user(), "k1", deadline);
                return delegate.create(tenant, key, deadline);
            }
            outcome.map(created -> stored.put(key.hash(), created) == null);
            return outcome;
        } catch (ChatException e) {
            if (rule.equals("AK-1")) {
                return Outcome.refused(ErrorCode.VERSION_CONFLICT);
            }
            throw e;
        }
    }

    /** AK-2: finds what is over, as long as it is listed. */
    @Override
    public Optional<ApiKey> find(TokenHash hash, Deadline deadline) {
        Optional<ApiKey> found = delegate.find(hash, deadline);
        ApiKey known = stored.get(hash);
        return found.isEmpty() && rule.equals("AK-2") && known != null
                ? delegate.list(known.tenant(), known.user(), deadline).stream()
                        .filter(key -> key.id().equals(known.id()))
                        .findFirst()
                : found;
    }

    /** AK-4: notes the first use only; AK-9: says yes to tenants that it does not know. */
    @Override
    public boolean touch(TenantId tenant, String id, Deadline deadline) {
        if (rule.equals("AK-9") && !tenants.contains(tenant)) {
            return true;
        }
        return (!touched.add(id) && rule.equals("AK-4")) || delegate.touch(tenant, id, deadline);
    }

    /** AK-5: has the order wrong. */
    @Override
    public List<ApiKey> list(TenantId tenant, UserId user, Deadline deadline) {
        List<ApiKey> keys = delegate.list(tenant, user, deadline);
        return rule.equals("AK-5") ? Planted.reversed(keys) : keys;
    }

    /** AK-3: does not look whose it is. */
    @Override
    public boolean revoke(TenantId tenant, UserId user, String id, Deadline deadline) {
        UserId owner = stored.values().stream()
                .filter(key -> rule.equals("AK-3") && key.id().equals(id))
                .map(ApiKey::user)
                .findFirst()
                .orElse(user);
        return delegate.revoke(tenant, owner, id, deadline);
    }

    /** AK-7: does not count. */
    @Override
    public int revokeAll(TenantId tenant, UserId user, Deadline deadline) {
        int count = delegate.revokeAll(tenant, user, deadline);
        return rule.equals("AK-7") ? Math.min(1, count) : count;
    }

    @Override
    public void close() {
        delegate.close();
    }
}
