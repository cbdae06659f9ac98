package dev.parley.store.jdbc;

import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions in a relational database. Finding and touching one is a single statement by its key. Thread-safe. */
public final class JdbcSessionStore implements SessionStore {

    private final Transactions transactions;
    private final StoreClock clock;
    private final SessionEndings endings;

    private JdbcSessionStore(Transactions transactions, StoreClock clock) {
        this.transactions = transactions;
        this.clock = clock;
        this.endings = new SessionEndings(clock);
    }

    /**
     * A store that goes by the clock of the database.
     *
     * @param database where sessions are kept; not closed with the store
     * @return the store
     */
    public static JdbcSessionStore on(JdbcDatabase database) {
        return new JdbcSessionStore(database.transactions(), StoreClock.ofDatabase());
    }

    /**
     * A store that goes by another clock.
     *
     * @param database where sessions are kept; not closed with the store
     * @param clock the time of sessions; the same on all nodes
     * @return the store
     */
    public static JdbcSessionStore on(JdbcDatabase database, InstantSource clock) {
        return new JdbcSessionStore(database.transactions(), StoreClock.of(clock));
    }

    @Override
    public Session open(TenantId tenant, NewSession opened, Deadline deadline) {
        return transactions.write(
                Scope.worker(tenant), deadline, session -> new SessionOpening(session, clock, tenant).open(opened));
    }

    @Override
    public Optional<Session> find(TenantId tenant, SessionId id, Deadline deadline) {
        return transactions.read(
                Scope.worker(tenant),
                deadline,
                session -> clock.in(session.query(SessionSql.FIND))
                        .bind("tenant", tenant.value())
                        .bind("id", id.value())
                        .map((row, context) -> SessionSql.read(row))
                        .findOne());
    }

    @Override
    public boolean touch(TenantId tenant, SessionId id, String address, Deadline deadline) {
        String cleaned = NewSession.cleanedAddress(address);
        return transactions.write(
                Scope.worker(tenant),
                deadline,
                session -> clock.in(session.update(SessionSql.touch(session.dialect())))
                                .bind("tenant", tenant.value())
                                .bind("id", id.value())
                                .bind("address", cleaned)
                                .execute()
                        == 1);
    }

    @Override
    public boolean revoke(TenantId tenant, SessionId id, Deadline deadline) {
        return transactions.write(Scope.worker(tenant), deadline, session -> endings.revoke(session, tenant, id));
    }

    @Override
    public int revokeAll(TenantId tenant, UserId user, @Nullable SessionId except, Deadline deadline) {
        return transactions.write(
                Scope.of(tenant, List.of(user)), deadline, session -> endings.revokeAll(session, tenant, user, except));
    }

    @Override
    public List<Session> list(TenantId tenant, UserId user, Deadline deadline) {
        return transactions.read(
                Scope.of(tenant, List.of(user)),
                deadline,
                session -> clock.in(session.query(SessionSql.LIST))
                        .bind("tenant", tenant.value())
                        .bind("user", user.value())
                        .map((row, context) -> SessionSql.read(row))
                        .list());
    }

    @Override
    public int purge(int limit, Deadline deadline) {
        return transactions.write(
                Scope.everywhere(),
                deadline,
                session -> Purge.run(session, clock, SessionSql.OVER, SessionSql.DELETE, limit));
    }

    /** Ends the store, not the database that it was given. */
    @Override
    public void close() {
        transactions.close();
    }
}
