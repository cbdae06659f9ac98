package dev.parley.store.jdbc;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.util.concurrent.TimeUnit;

/** Changes of access, raised in the transaction that makes them. */
final class AccessSql {

    /** Locks the row until the transaction ends: so changes are committed in the order of their seq. */
    static final String HEAD = "UPDATE parley_access_head SET seq = seq + 1 WHERE id = 1";

    /** Goes before what picks seqs. */
    static final String DELETE = "DELETE FROM parley_access_change WHERE seq ";

    /** Goes before the name of what holds the new seq. */
    static final String CHANGE = """
            INSERT INTO parley_access_change (seq, tenant, user_id, changed_at)
            SELECT seq, CAST(:tenant AS varchar), CAST(:user AS varchar), <now> FROM\s""";

    private static final long KEPT_MICROS = TimeUnit.SECONDS.toMicros(2 * AccessChanges.KEPT_SECONDS);

    private AccessSql() {}

    /**
     * {@return the seqs of a few of the oldest, if it is time for them to go: more than are ever added by one} None goes before
     * one that came earlier, whatever the clocks were at, for a reader is told of what is missing by the oldest that is
     * left.
     */
    static String oldest(Dialect dialect) {
        return """
                SELECT seq FROM (
                    SELECT seq, MAX(changed_at) OVER (ORDER BY seq) AS latest
                    FROM (SELECT seq, changed_at FROM parley_access_change ORDER BY seq LIMIT 64) oldest
                ) aged
                WHERE latest <= %s""".formatted(dialect.plus("<now>", "-" + KEPT_MICROS));
    }

    /** Raises a change: the last thing that a transaction does, for others wait for it. */
    static void raise(Session session, StoreClock clock, TenantId tenant, UserId user) {
        session.enter(Scope.everywhere());
        for (String statement : session.dialect().raise()) {
            clock.in(session.update(statement))
                    .bind("tenant", tenant.value())
                    .bind("user", user.value())
                    .execute();
        }
    }
}
