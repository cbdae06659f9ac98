package dev.parley.store.jdbc;

import dev.parley.core.auth.SessionId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends sessions, and lets all nodes know in the same transaction. */
final class SessionEndings {

    private final StoreClock clock;

    SessionEndings(StoreClock clock) {
        this.clock = clock;
    }

    boolean revoke(Session session, TenantId tenant, SessionId id) {
        Optional<UserId> user = clock.in(session.query(SessionSql.LOCK))
                .bind("tenant", tenant.value())
                .bind("id", id.value())
                .map((row, context) -> new UserId(row.getString("user_id")))
                .findOne();
        user.ifPresent(whose -> {
            delete(session, tenant, id.value());
            AccessSql.raise(session, clock, tenant, whose);
        });
        return user.isPresent();
    }

    int revokeAll(Session session, TenantId tenant, UserId user, @Nullable SessionId except) {
        UserLock.take(session, clock, tenant, user);
        int living = deleteAll(session, SessionSql.DELETE_LIVING, tenant, user, except);
        deleteAll(session, SessionSql.DELETE_REST, tenant, user, except);
        if (living > 0) {
            AccessSql.raise(session, clock, tenant, user);
        }
        return living;
    }

    private int deleteAll(Session session, String sql, TenantId tenant, UserId user, @Nullable SessionId except) {
        return clock.in(session.update(sql))
                .bind("tenant", tenant.value())
                .bind("user", user.value())
                .bind("except", except == null ? "" : except.value())
                .execute();
    }

    static int delete(Session session, TenantId tenant, String id) {
        return session.update(SessionSql.DELETE)
                .bind("tenant", tenant.value())
                .bind("id", id)
                .execute();
    }
}
