package dev.parley.testkit;

import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One fault for each of the rules SS-1 to SS-11 but SS-9, which is broken by a feed that nobody reads. */
record PlantedSessionFaults(
        String rule,
        SessionStore delegate,
        Thread test,
        Set<TenantId> tenants,
        Set<SessionId> revoked,
        Set<SessionId> openedElsewhere)
        implements SessionStore {

    static SessionStore plant(String rule, SessionStore delegate) {
        return new PlantedSessionFaults(
                rule,
                delegate,
                Thread.currentThread(),
                ConcurrentHashMap.newKeySet(),
                ConcurrentHashMap.newKeySet(),
                ConcurrentHashMap.newKeySet());
    }

    private boolean elsewhere() {
        return Thread.currentThread() != test;
    }

    /** SS-1: takes an id in use for a retry; SS-3: forgets the absolute end; SS-8: ends the one seen last. */
    @Override
    public Session open(TenantId tenant, NewSession asked, Deadline deadline) {
        tenants.add(tenant);
        if (elsewhere()) {
            openedElsewhere.add(asked.id());
        }
        if (rule.equals("SS-8")) {
            List<Session> living = delegate.list(tenant, asked.user(), deadline);
            if (living.size() >= MAX_PER_USER) {
                delegate.revoke(tenant, living.get(0).id(), deadline);
            }
        }
        Duration absolute = rule.equals("SS-3") ? asked.absolute().multipliedBy(100) : asked.absolute();
        NewSession changed = new NewSession(
                asked.id(),
                asked.user(),
                asked.device(),
                asked.address(),
                asked.secondFactor(),
                asked.idle(),
                absolute);
        try {
            return delegate.open(tenant, changed, deadline);
        } catch (ChatException e) {
            if (rule.equals("SS-1")) {
                return delegate.find(tenant, asked.id(), deadline).orElseThrow();
            }
            throw e;
        }
    }

    @Override
    public Optional<Session> find(TenantId tenant, SessionId session, Deadline deadline) {
        return delegate.find(tenant, session, deadline);
    }

    /** SS-4: keeps the first address. */
    @Override
    public boolean touch(TenantId tenant, SessionId session, String address, Deadline deadline) {
        return delegate.touch(tenant, session, rule.equals("SS-4") ? "192.0.2.1" : address, deadline);
    }

    /** SS-2: says yes to tenants that it does not know; SS-5: says yes to every thread. */
    @Override
    public boolean revoke(TenantId tenant, SessionId session, Deadline deadline) {
        boolean lived = delegate.revoke(tenant, session, deadline);
        boolean again = !revoked.add(session);
        return lived
                || (rule.equals("SS-2") && !tenants.contains(tenant))
                || (rule.equals("SS-5") && again && elsewhere());
    }

    /** SS-6: spares none; SS-11: does not see what other threads have opened. */
    @Override
    public int revokeAll(TenantId tenant, UserId user, @Nullable SessionId except, Deadline deadline) {
        if (!rule.equals("SS-11")) {
            return delegate.revokeAll(tenant, user, rule.equals("SS-6") ? null : except, deadline);
        }
        int count = 0;
        for (Session session : delegate.list(tenant, user, deadline)) {
            boolean ends = !session.id().equals(except) && !openedElsewhere.contains(session.id());
            count += ends && delegate.revoke(tenant, session.id(), deadline) ? 1 : 0;
        }
        return count;
    }

    /** SS-7: has the order wrong. */
    @Override
    public List<Session> list(TenantId tenant, UserId user, Deadline deadline) {
        List<Session> living = delegate.list(tenant, user, deadline);
        return rule.equals("SS-7") ? Planted.reversed(living) : living;
    }

    /** SS-10: has no bound. */
    @Override
    public int purge(int limit, Deadline deadline) {
        return delegate.purge(rule.equals("SS-10") ? 10_000 : limit, deadline);
    }

    @Override
    public void close() {
        delegate.close();
    }
}
