package dev.parley.store.jdbc;

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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/** API keys in a relational database, by hash. Thread-safe. */
public final class JdbcApiKeyStore implements ApiKeyStore {

    private final Transactions transactions;
    private final StoreClock clock;

    private JdbcApiKeyStore(Transactions transactions, StoreClock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A store that goes by the clock of the database.
     *
     * @param database where keys are kept; not closed with the store
     * @return the store
     */
    public static JdbcApiKeyStore on(JdbcDatabase database) {
        return new JdbcApiKeyStore(database.transactions(), StoreClock.ofDatabase());
    }

    /**
     * A store that goes by another clock.
     *
     * @param database where keys are kept; not closed with the store
     * @param clock the time of keys; the same on all nodes
     * @return the store
     */
    public static JdbcApiKeyStore on(JdbcDatabase database, InstantSource clock) {
        return new JdbcApiKeyStore(database.transactions(), StoreClock.of(clock));
    }

    @Override
    public Outcome<ApiKey> create(TenantId tenant, NewApiKey key, Deadline deadline) {
        return Failures.orRefused(() -> transactions.write(Scope.everywhere(), deadline, session -> {
            Instant now = UserLock.take(session, clock, tenant, key.user());
            requireNew(session, tenant, key);
            int count = of(session.query(ApiKeySql.COUNT), tenant, key.user())
                    .mapTo(Integer.class)
                    .one();
            return count < MAX_PER_USER
                    ? Outcome.done(insert(session, tenant, key, now))
                    : Outcome.refused(ErrorCode.API_KEYS_TOO_MANY);
        }));
    }

    private static void requireNew(Session session, TenantId tenant, NewApiKey key) {
        session.query(ApiKeySql.TAKEN)
                .bind("tenant", tenant.value())
                .bind("id", key.id())
                .bind("hash", Hashes.column(key.hash()))
                .map((row, context) -> true)
                .findFirst()
                .ifPresent(taken -> {
                    throw ChatException.fault(
                            ErrorCode.INTERNAL, "The id or the hash of a new API key is in use", null);
                });
    }

    private static ApiKey insert(Session session, TenantId tenant, NewApiKey key, Instant now) {
        Instant expiresAt = key.lifetime() == null ? null : Times.after(now, key.lifetime());
        of(session.update(ApiKeySql.CREATE), tenant, key.user())
                .bind("id", key.id())
                .bind("name", key.name())
                .bind("hash", Hashes.column(key.hash()))
                .bindArray(
                        "scopes", String.class, key.scopes().stream().sorted().toList())
                .bind("createdAt", Times.column(now))
                .bind("expiresAt", Times.columnOrNull(expiresAt))
                .execute();
        return new ApiKey(key.id(), tenant, key.user(), key.name(), key.scopes(), now, expiresAt, null);
    }

    @Override
    public Optional<ApiKey> find(TokenHash hash, Deadline deadline) {
        return transactions.read(
                Scope.everywhere(),
                deadline,
                session -> clock.in(session.query(ApiKeySql.FIND))
                        .bind("hash", Hashes.column(hash))
                        .map((row, context) -> ApiKeySql.read(row))
                        .findOne());
    }

    @Override
    public boolean touch(TenantId tenant, String id, Deadline deadline) {
        return UserRows.storable(id)
                && transactions.write(
                        Scope.worker(tenant),
                        deadline,
                        session -> clock.in(session.update(ApiKeySql.TOUCH))
                                        .bind("tenant", tenant.value())
                                        .bind("id", id)
                                        .execute()
                                == 1);
    }

    @Override
    public List<ApiKey> list(TenantId tenant, UserId user, Deadline deadline) {
        return transactions.read(
                Scope.of(tenant, List.of(user)),
                deadline,
                session -> of(session.query(ApiKeySql.LIST), tenant, user)
                        .map((row, context) -> ApiKeySql.read(row))
                        .list());
    }

    @Override
    public boolean revoke(TenantId tenant, UserId user, String id, Deadline deadline) {
        return UserRows.storable(id)
                && transactions.write(
                        Scope.of(tenant, List.of(user)),
                        deadline,
                        session -> ended(
                                        session,
                                        tenant,
                                        user,
                                        of(session.update(ApiKeySql.DELETE), tenant, user)
                                                .bind("id", id)
                                                .execute())
                                == 1);
    }

    @Override
    public int revokeAll(TenantId tenant, UserId user, Deadline deadline) {
        return transactions.write(Scope.of(tenant, List.of(user)), deadline, session -> {
            UserLock.take(session, clock, tenant, user);
            return ended(
                    session,
                    tenant,
                    user,
                    of(session.update(ApiKeySql.DELETE_ALL), tenant, user).execute());
        });
    }

    private int ended(Session session, TenantId tenant, UserId user, int keys) {
        if (keys > 0) {
            AccessSql.raise(session, clock, tenant, user);
        }
        return keys;
    }

    private static <S extends SqlStatement<S>> S of(S statement, TenantId tenant, UserId user) {
        return statement.bind("tenant", tenant.value()).bind("user", user.value());
    }

    /** Ends the store, not the database that it was given. */
    @Override
    public void close() {
        transactions.close();
    }
}
