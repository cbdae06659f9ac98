package dev.parley.store.jdbc;

import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.RefreshRotation;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Refresh tokens in a relational database. Rotations of a family take its row's lock, so on all nodes together one wins.
 * Thread-safe.
 */
public final class JdbcRefreshTokenStore implements RefreshTokenStore {

    private final Transactions transactions;
    private final StoreClock clock;

    private JdbcRefreshTokenStore(Transactions transactions, StoreClock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A store that goes by the clock of the database.
     *
     * @param database where tokens are kept; not closed with the store
     * @return the store
     */
    public static JdbcRefreshTokenStore on(JdbcDatabase database) {
        return new JdbcRefreshTokenStore(database.transactions(), StoreClock.ofDatabase());
    }

    /**
     * A store that goes by another clock.
     *
     * @param database where tokens are kept; not closed with the store
     * @param clock the time of tokens; the same on all nodes
     * @return the store
     */
    public static JdbcRefreshTokenStore on(JdbcDatabase database, InstantSource clock) {
        return new JdbcRefreshTokenStore(database.transactions(), StoreClock.of(clock));
    }

    @Override
    public void issue(RefreshOwner owner, TokenHash token, Duration idle, Duration absolute, Deadline deadline) {
        Bounds.requireLasting(idle, absolute);
        transactions.write(Scope.everywhere(), deadline, session -> {
            Instant now = UserLock.take(session, clock, owner.tenant(), owner.user());
            byte[] hash = Hashes.column(token);
            of(session.query(RefreshSql.TAKEN), owner)
                    .bind("hash", hash)
                    .map((row, context) -> true)
                    .findFirst()
                    .ifPresent(taken -> {
                        throw taken("The session of a new refresh token has some, or its hash is in use");
                    });
            Instant expiresAt = Times.after(now, idle);
            of(session.update(RefreshSql.ADD_FAMILY), owner)
                    .bind("user", owner.user().value())
                    .bind("hash", hash)
                    .bind("endsAt", Times.column(Times.after(now, absolute)))
                    .bind("expiresAt", Times.column(expiresAt))
                    .execute();
            add(session, owner, hash);
            return owner;
        });
    }

    @Override
    public RefreshRotation rotate(
            TokenHash presented,
            TokenHash successor,
            Secret sealedSuccessor,
            Duration idle,
            Duration grace,
            Deadline deadline) {
        Bounds.requireLasting(idle, idle);
        Bounds.requireGrace(grace);
        Bounds.requireSealed(sealedSuccessor);
        byte[] spent = Hashes.column(presented);
        byte[] next = Hashes.column(successor);
        return transactions.write(
                Scope.everywhere(),
                deadline,
                session -> clock.in(session.query(RefreshSql.lock(session.dialect())))
                        .bind("presented", spent)
                        .bind("successor", next)
                        .map((row, context) -> RefreshFamily.read(row, spent, clock))
                        .findOne()
                        .map(family -> family.mayRotate()
                                ? spend(session, family, spent, next, sealedSuccessor, idle)
                                : refuse(session, family, grace))
                        .orElseGet(RefreshRotation.Unknown::new));
    }

    private static RefreshRotation refuse(Session session, RefreshFamily family, Duration grace) {
        if (family.use() == RefreshFamily.Use.DEAD) {
            return new RefreshRotation.Reused(family.owner());
        }
        if (family.over()) {
            return new RefreshRotation.Expired();
        }
        Secret retried = family.successorWithin(grace);
        if (retried != null) {
            return new RefreshRotation.Retry(family.owner(), retried, family.expiresAt());
        }
        of(session.update(RefreshSql.KILL), family.owner()).execute();
        return new RefreshRotation.Reused(family.owner());
    }

    private static RefreshRotation spend(
            Session session, RefreshFamily family, byte[] spent, byte[] next, Secret sealedSuccessor, Duration idle) {
        if (family.successorTaken()) {
            throw taken("The hash of the successor of a refresh token is in use");
        }
        Instant idleEnd = Times.after(family.now(), idle);
        Instant expiresAt = idleEnd.isBefore(family.endsAt()) ? idleEnd : family.endsAt();
        of(session.update(RefreshSql.SPEND), family.owner())
                .bind("presented", spent)
                .bind("hash", next)
                .bind("sealed", sealedSuccessor.bytes())
                .bind("now", Times.column(family.now()))
                .bind("expiresAt", Times.column(expiresAt))
                .execute();
        add(session, family.owner(), next);
        return new RefreshRotation.Rotated(family.owner(), expiresAt);
    }

    private static void add(Session session, RefreshOwner owner, byte[] hash) {
        of(session.update(RefreshSql.ADD_TOKEN), owner).bind("hash", hash).execute();
    }

    @Override
    public boolean revoke(TenantId tenant, SessionId session, Deadline deadline) {
        return transactions.write(
                Scope.worker(tenant),
                deadline,
                work -> work.update(RefreshSql.DELETE)
                                .bind("tenant", tenant.value())
                                .bind("id", session.value())
                                .execute()
                        == 1);
    }

    @Override
    public int revokeAll(TenantId tenant, UserId user, @Nullable SessionId except, Deadline deadline) {
        return transactions.write(Scope.of(tenant, List.of(user)), deadline, session -> {
            UserLock.take(session, clock, tenant, user);
            return session.update(RefreshSql.DELETE_ALL)
                    .bind("tenant", tenant.value())
                    .bind("user", user.value())
                    .bind("except", except == null ? "" : except.value())
                    .execute();
        });
    }

    @Override
    public int purge(int limit, Deadline deadline) {
        return transactions.write(
                Scope.everywhere(),
                deadline,
                session -> Purge.run(session, clock, RefreshSql.OVER, RefreshSql.DELETE, limit));
    }

    private static <S extends SqlStatement<S>> S of(S statement, RefreshOwner owner) {
        return statement
                .bind("tenant", owner.tenant().value())
                .bind("id", owner.session().value());
    }

    private static ChatException taken(String detail) {
        return ChatException.fault(ErrorCode.INTERNAL, detail, null);
    }

    /** Ends the store, not the database that it was given. */
    @Override
    public void close() {
        transactions.close();
    }
}
