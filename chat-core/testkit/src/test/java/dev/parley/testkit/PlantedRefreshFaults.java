package dev.parley.testkit;

import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.RefreshRotation;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One fault for each of the rules RT-1 to RT-12. */
record PlantedRefreshFaults(
        String rule,
        RefreshTokenStore delegate,
        InstantSource clock,
        Thread test,
        Set<TenantId> tenants,
        Set<TokenHash> seen,
        Map<TokenHash, Spent> spent)
        implements RefreshTokenStore {

    /** What a token was spent for. */
    record Spent(Secret sealedSuccessor, Instant at) {}

    static RefreshTokenStore plant(String rule, InstantSource clock) {
        return new PlantedRefreshFaults(
                rule,
                RefreshTokenStore.inMemory(clock),
                clock,
                Thread.currentThread(),
                ConcurrentHashMap.newKeySet(),
                ConcurrentHashMap.newKeySet(),
                new ConcurrentHashMap<>());
    }

    /** RT-11: keeps quiet about a hash in use. */
    @Override
    public void issue(RefreshOwner owner, TokenHash token, Duration idle, Duration absolute, Deadline deadline) {
        tenants.add(owner.tenant());
        seen.add(token);
        try {
            delegate.issue(owner, token, idle, absolute, deadline);
        } catch (ChatException e) {
            if (!rule.equals("RT-11")) {
                throw e;
            }
        }
    }

    /** RT-2: halves the grace; RT-4: has a grace of its own; RT-8: fails after it has spent the token. */
    @Override
    public RefreshRotation rotate(
            TokenHash presented,
            TokenHash successor,
            Secret sealedSuccessor,
            Duration idle,
            Duration grace,
            Deadline deadline) {
        Duration taken = rule.equals("RT-2") ? grace.dividedBy(2) : grace;
        if (rule.equals("RT-4") && grace.isZero() && Thread.currentThread() == test) {
            taken = Duration.ofSeconds(10);
        }
        if (rule.equals("RT-8") && deadline.expired()) {
            delegate.rotate(presented, Fresh.hash(), Secret.of("lost"), idle, taken, Fresh.deadline());
        }
        boolean known = seen.contains(presented);
        RefreshRotation answer = delegate.rotate(presented, successor, sealedSuccessor, idle, taken, deadline);
        seen.add(successor);
        RefreshRotation changed = changed(answer, presented, known, idle, grace);
        if (answer instanceof RefreshRotation.Rotated) {
            spent.put(presented, new Spent(sealedSuccessor, clock.instant()));
        }
        return changed;
    }

    /**
     * RT-1: promises more than the absolute end; RT-3: gives a second chance after the successor was used; RT-5: calls what is
     * over unknown; RT-6: calls what is unknown over; RT-7: says yes to every thread.
     */
    private RefreshRotation changed(
            RefreshRotation answer, TokenHash presented, boolean known, Duration idle, Duration grace) {
        Instant now = clock.instant();
        Spent before = spent.get(presented);
        if (rule.equals("RT-1") && answer instanceof RefreshRotation.Rotated rotated) {
            return new RefreshRotation.Rotated(rotated.owner(), now.plus(idle));
        }
        if (rule.equals("RT-3")
                && answer instanceof RefreshRotation.Reused reused
                && before != null
                && now.isBefore(before.at().plus(grace))) {
            return new RefreshRotation.Retry(reused.owner(), before.sealedSuccessor(), now.plus(idle));
        }
        if (rule.equals("RT-5") && answer instanceof RefreshRotation.Expired) {
            return new RefreshRotation.Unknown();
        }
        if (rule.equals("RT-6") && !known) {
            return new RefreshRotation.Expired();
        }
        if (rule.equals("RT-7") && answer instanceof RefreshRotation.Retry retry && Thread.currentThread() != test) {
            return new RefreshRotation.Rotated(retry.owner(), retry.expiresAt());
        }
        return answer;
    }

    /** RT-12: says yes to tenants that it does not know. */
    @Override
    public boolean revoke(TenantId tenant, SessionId session, Deadline deadline) {
        return delegate.revoke(tenant, session, deadline) || (rule.equals("RT-12") && !tenants.contains(tenant));
    }

    /** RT-9: spares none. */
    @Override
    public int revokeAll(TenantId tenant, UserId user, @Nullable SessionId except, Deadline deadline) {
        return delegate.revokeAll(tenant, user, rule.equals("RT-9") ? null : except, deadline);
    }

    /** RT-10: has no bound. */
    @Override
    public int purge(int limit, Deadline deadline) {
        return delegate.purge(rule.equals("RT-10") ? 10_000 : limit, deadline);
    }

    @Override
    public void close() {
        delegate.close();
    }
}
