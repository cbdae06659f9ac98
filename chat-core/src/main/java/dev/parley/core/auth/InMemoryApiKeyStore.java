package dev.parley.core.auth;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys in a map. Every access holds the monitor. A change is raised before it is made, as in the session store. */
final class InMemoryApiKeyStore implements ApiKeyStore {

    private static final Comparator<ApiKey> NEWEST_FIRST =
            Comparator.comparing(ApiKey::createdAt, Comparator.reverseOrder()).thenComparing(ApiKey::id);

    private final InMemoryGate gate;
    private final AccessChanges changes;
    private final Map<TokenHash, ApiKey> byHash = new HashMap<>();
    private final Map<Id, TokenHash> byId = new HashMap<>();

    private record Id(TenantId tenant, String id) {}

    InMemoryApiKeyStore(InstantSource clock, AccessChanges changes) {
        this.gate = new InMemoryGate("key store", clock);
        this.changes = changes;
    }

    @Override
    public synchronized Outcome<ApiKey> create(TenantId tenant, NewApiKey key, Deadline deadline) {
        Instant now = gate.enter(deadline);
        Id id = new Id(tenant, key.id());
        if (byId.containsKey(id) || byHash.containsKey(key.hash())) {
            throw InMemoryGate.inUse("key or its id");
        }
        if (of(tenant, key.user()).size() >= MAX_PER_USER) {
            return Outcome.refused(ErrorCode.API_KEYS_TOO_MANY);
        }
        Instant expiresAt = key.lifetime() == null ? null : now.plus(key.lifetime());
        ApiKey stored = new ApiKey(key.id(), tenant, key.user(), key.name(), key.scopes(), now, expiresAt, null);
        byHash.put(key.hash(), stored);
        byId.put(id, key.hash());
        return Outcome.done(stored);
    }

    @Override
    public synchronized Optional<ApiKey> find(TokenHash hash, Deadline deadline) {
        Instant now = gate.enter(deadline);
        return Optional.ofNullable(byHash.get(hash)).filter(key -> stands(key, now));
    }

    @Override
    public synchronized boolean touch(TenantId tenant, String id, Deadline deadline) {
        Instant now = gate.enter(deadline);
        TokenHash hash = byId.get(new Id(tenant, id));
        ApiKey key = hash == null ? null : byHash.get(hash);
        if (hash == null || key == null || !stands(key, now)) {
            return false;
        }
        if (key.lastUsedAt() == null || key.lastUsedAt().isBefore(now)) {
            byHash.put(
                    hash,
                    new ApiKey(
                            key.id(),
                            key.tenant(),
                            key.user(),
                            key.name(),
                            key.scopes(),
                            key.createdAt(),
                            key.expiresAt(),
                            now));
        }
        return true;
    }

    private static boolean stands(ApiKey key, Instant now) {
        return key.expiresAt() == null || now.isBefore(key.expiresAt());
    }

    @Override
    public synchronized List<ApiKey> list(TenantId tenant, UserId user, Deadline deadline) {
        gate.enter(deadline);
        return of(tenant, user);
    }

    private List<ApiKey> of(TenantId tenant, UserId user) {
        return byHash.values().stream()
                .filter(key -> key.tenant().equals(tenant) && key.user().equals(user))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    @Override
    public synchronized boolean revoke(TenantId tenant, UserId user, String id, Deadline deadline) {
        gate.enter(deadline);
        List<ApiKey> found =
                of(tenant, user).stream().filter(key -> key.id().equals(id)).toList();
        return revoke(tenant, user, found, deadline) > 0;
    }

    @Override
    public synchronized int revokeAll(TenantId tenant, UserId user, Deadline deadline) {
        gate.enter(deadline);
        return revoke(tenant, user, of(tenant, user), deadline);
    }

    private int revoke(TenantId tenant, UserId user, List<ApiKey> found, Deadline deadline) {
        if (!found.isEmpty()) {
            changes.raise(tenant, user, deadline);
        }
        for (ApiKey key : found) {
            TokenHash hash = byId.remove(new Id(tenant, key.id()));
            byHash.remove(hash);
        }
        return found.size();
    }

    @Override
    public synchronized void close() {
        gate.close();
        byHash.clear();
        byId.clear();
    }
}
