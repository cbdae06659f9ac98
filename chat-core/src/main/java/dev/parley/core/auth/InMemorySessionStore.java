package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in a map. Every access holds the monitor. A change is raised before it is made: who reads of it can't read the
 * session before the monitor is free, and if it can't be raised nothing was changed.
 */
final class InMemorySessionStore implements SessionStore {

    private static final Comparator<Row> LAST_SEEN_FIRST = Comparator.comparing(
                    (Row row) -> row.session().lastSeenAt(), Comparator.reverseOrder())
            .thenComparing(row -> row.session().id().value());

    private final InMemoryGate gate;
    private final AccessChanges changes;
    private final Map<Key, Row> rows = new HashMap<>();
    private final Map<Owner, Set<Key>> byOwner = new HashMap<>();

    private record Key(TenantId tenant, SessionId session) {}

    private record Owner(TenantId tenant, UserId user) {}

    private record Row(TenantId tenant, Session session, Duration idle, Instant end) {

        static Row of(TenantId tenant, NewSession asked, Instant now) {
            Instant end = now.plus(asked.absolute());
            Session session = new Session(
                    asked.id(),
                    asked.user(),
                    asked.device(),
                    asked.address(),
                    asked.secondFactor(),
                    now,
                    now,
                    earlier(now.plus(asked.idle()), end));
            return new Row(tenant, session, asked.idle(), end);
        }

        Row touched(String address, Instant now) {
            Instant seen = now.isAfter(session.lastSeenAt()) ? now : session.lastSeenAt();
            Session next = new Session(
                    session.id(),
                    session.user(),
                    session.device(),
                    NewSession.cleanedAddress(address),
                    session.secondFactor(),
                    session.createdAt(),
                    seen,
                    earlier(seen.plus(idle), end));
            return new Row(tenant, next, idle, end);
        }

        boolean lives(Instant now) {
            return now.isBefore(session.expiresAt());
        }

        Key key() {
            return new Key(tenant, session.id());
        }

        Owner owner() {
            return new Owner(tenant, session.user());
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }
    }

    InMemorySessionStore(InstantSource clock, AccessChanges changes) {
        this.gate = new InMemoryGate("session store", clock);
        this.changes = changes;
    }

    @Override
    public synchronized Session open(TenantId tenant, NewSession session, Deadline deadline) {
        Instant now = gate.enter(deadline);
        Row row = Row.of(tenant, session, now);
        if (rows.containsKey(row.key())) {
            throw InMemoryGate.inUse("session id");
        }
        List<Row> living = living(row.owner(), now);
        if (living.size() >= MAX_PER_USER) {
            changes.raise(tenant, session.user(), deadline);
            remove(living.get(living.size() - 1));
        }
        rows.put(row.key(), row);
        byOwner.computeIfAbsent(row.owner(), owner -> new LinkedHashSet<>()).add(row.key());
        return row.session();
    }

    @Override
    public synchronized Optional<Session> find(TenantId tenant, SessionId session, Deadline deadline) {
        return living(tenant, session, gate.enter(deadline)).map(Row::session);
    }

    @Override
    public synchronized boolean touch(TenantId tenant, SessionId session, String address, Deadline deadline) {
        Instant now = gate.enter(deadline);
        Optional<Row> found = living(tenant, session, now);
        found.ifPresent(row -> rows.put(row.key(), row.touched(address, now)));
        return found.isPresent();
    }

    @Override
    public synchronized boolean revoke(TenantId tenant, SessionId session, Deadline deadline) {
        Optional<Row> found = living(tenant, session, gate.enter(deadline));
        found.ifPresent(row -> {
            changes.raise(tenant, row.session().user(), deadline);
            remove(row);
        });
        return found.isPresent();
    }

    @Override
    public synchronized int revokeAll(TenantId tenant, UserId user, @Nullable SessionId except, Deadline deadline) {
        Instant now = gate.enter(deadline);
        List<Row> ending = living(new Owner(tenant, user), now).stream()
                .filter(row -> !row.session().id().equals(except))
                .toList();
        if (!ending.isEmpty()) {
            changes.raise(tenant, user, deadline);
            ending.forEach(this::remove);
        }
        return ending.size();
    }

    @Override
    public synchronized List<Session> list(TenantId tenant, UserId user, Deadline deadline) {
        return living(new Owner(tenant, user), gate.enter(deadline)).stream()
                .map(Row::session)
                .toList();
    }

    @Override
    public synchronized int purge(int limit, Deadline deadline) {
        InMemoryGate.requireLimit(limit);
        Instant now = gate.enter(deadline);
        List<Row> over = rows.values().stream()
                .filter(row -> !row.lives(now))
                .limit(limit)
                .toList();
        over.forEach(this::remove);
        return over.size();
    }

    private Optional<Row> living(TenantId tenant, SessionId session, Instant now) {
        return Optional.ofNullable(rows.get(new Key(tenant, session))).filter(row -> row.lives(now));
    }

    private List<Row> living(Owner owner, Instant now) {
        return byOwner.getOrDefault(owner, Set.of()).stream()
                .map(rows::get)
                .filter(row -> row.lives(now))
                .sorted(LAST_SEEN_FIRST)
                .toList();
    }

    private void remove(Row row) {
        rows.remove(row.key());
        byOwner.computeIfPresent(row.owner(), (owner, keys) -> {
            keys.remove(row.key());
            return keys.isEmpty() ? null : keys;
        });
    }

    @Override
    public synchronized void close() {
        gate.close();
        rows.clear();
        byOwner.clear();
    }
}
