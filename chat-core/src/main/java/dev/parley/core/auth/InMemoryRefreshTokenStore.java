package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Families in a map, with an index of all their tokens. Every access holds the monitor. */
final class InMemoryRefreshTokenStore implements RefreshTokenStore {

    private final InMemoryGate gate;
    private final Map<Key, RefreshFamily> families = new LinkedHashMap<>();
    private final Map<TokenHash, RefreshFamily> byToken = new HashMap<>();

    private record Key(TenantId tenant, SessionId session) {

        static Key of(RefreshOwner owner) {
            return new Key(owner.tenant(), owner.session());
        }
    }

    InMemoryRefreshTokenStore(InstantSource clock) {
        this.gate = new InMemoryGate("store of refresh tokens", clock);
    }

    @Override
    public synchronized void issue(
            RefreshOwner owner, TokenHash token, Duration idle, Duration absolute, Deadline deadline) {
        if (idle.isNegative() || idle.isZero() || absolute.compareTo(idle) < 0) {
            throw new IllegalArgumentException("idle must be more than zero, and absolute not less than idle");
        }
        Instant now = gate.enter(deadline);
        if (byToken.containsKey(token) || families.containsKey(Key.of(owner))) {
            throw InMemoryGate.inUse("refresh token or session");
        }
        RefreshFamily family = new RefreshFamily(owner, token, now.plus(idle), now.plus(absolute));
        families.put(Key.of(owner), family);
        byToken.put(token, family);
    }

    @Override
    public synchronized RefreshRotation rotate(
            TokenHash presented,
            TokenHash successor,
            Secret sealedSuccessor,
            Duration idle,
            Duration grace,
            Deadline deadline) {
        InMemoryGate.requireSealed(sealedSuccessor);
        if (idle.isNegative() || idle.isZero() || grace.isNegative()) {
            throw new IllegalArgumentException("idle must be more than zero, and grace not less");
        }
        Instant now = gate.enter(deadline);
        RefreshFamily family = byToken.get(presented);
        if (family == null) {
            return new RefreshRotation.Unknown();
        }
        if (!family.mayRotate(presented, now)) {
            return family.refuse(presented, grace, now);
        }
        if (byToken.containsKey(successor)) {
            throw InMemoryGate.inUse("refresh token");
        }
        byToken.put(successor, family);
        family.rotate(successor, sealedSuccessor, now.plus(idle), now).forEach(byToken::remove);
        return new RefreshRotation.Rotated(family.owner(), family.expiresAt());
    }

    @Override
    public synchronized boolean revoke(TenantId tenant, SessionId session, Deadline deadline) {
        gate.enter(deadline);
        RefreshFamily family = families.get(new Key(tenant, session));
        if (family == null) {
            return false;
        }
        remove(family);
        return true;
    }

    @Override
    public synchronized int revokeAll(TenantId tenant, UserId user, @Nullable SessionId except, Deadline deadline) {
        gate.enter(deadline);
        return removeIf(
                family -> family.owner().tenant().equals(tenant)
                        && family.owner().user().equals(user)
                        && !family.owner().session().equals(except),
                Integer.MAX_VALUE);
    }

    @Override
    public synchronized int purge(int limit, Deadline deadline) {
        InMemoryGate.requireLimit(limit);
        Instant now = gate.enter(deadline);
        return removeIf(family -> family.over(now), limit);
    }

    private int removeIf(Predicate<RefreshFamily> ending, int limit) {
        List<RefreshFamily> found =
                families.values().stream().filter(ending).limit(limit).toList();
        found.forEach(this::remove);
        return found.size();
    }

    private void remove(RefreshFamily family) {
        families.remove(Key.of(family.owner()));
        family.tokens().forEach(byToken::remove);
    }

    @Override
    public synchronized void close() {
        gate.close();
        families.clear();
        byToken.clear();
    }
}
