package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.portable.PortableCheck;
import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableRows;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.portable.PortableTable;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Tables that are restored to, in one transaction: nothing of it is seen until it is committed, all at once, and nothing is
 * left if it is not, however the process ends.
 */
final class JdbcPlace implements PortableStore.Place {

    private final PortableConnection database;
    private final InstantSource clock;
    private final boolean scratch;
    private final Runnable afterwards;
    private boolean settled;

    /**
     * Restores over a connection whose transaction has begun.
     *
     * @param afterwards runs when the place was closed
     */
    JdbcPlace(PortableConnection database, InstantSource clock, boolean scratch, Runnable afterwards) {
        this.database = database;
        this.clock = clock;
        this.scratch = scratch;
        this.afterwards = afterwards;
    }

    @Override
    public long write(PortableTable table, PortableRows rows) throws IOException {
        long count = 0;
        try (PortableDialect.RowWriter writer = database.portable().writer(database.connection(), table)) {
            for (PortableRow row = rows.next(); row != null; row = rows.next()) {
                writer.write(row);
                count++;
            }
            writer.finish();
            return count;
        } catch (SQLException e) {
            throw unfit(table, e);
        }
    }

    /** Data that columns or constraints refuse is the fault of the backup, all else that of the database. */
    private static ChatException unfit(PortableTable table, SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"))
                ? ChatException.fault(
                        ErrorCode.BACKUP_UNREADABLE,
                        "The database refuses rows of table " + table.id(),
                        WordlessCause.of(e))
                : Failures.working(e);
    }

    private void settle() throws SQLException {
        if (settled) {
            return;
        }
        settled = true;
        database.portable().loaded(database.connection());
        Session session = database.session();
        for (String sql : PortableSql.SETTLE) {
            session.update(sql).execute();
        }
    }

    @Override
    public List<String> check() {
        try {
            settle();
            database.portable().stream(database.connection(), true);
            List<String> problems = PortableCheck.run(database::rows);
            database.portable().stream(database.connection(), false);
            return problems;
        } catch (SQLException e) {
            throw Failures.working(e);
        }
    }

    @Override
    public int erase(BiPredicate<TenantId, UserId> erased) {
        try {
            settle();
            List<Principal> leaving = owners(erased);
            Session session = database.session();
            for (Principal principal : leaving) {
                new Erasure(session, principal, Times.now(clock)).run();
                for (String sql : PortableSql.ERASE) {
                    session.update(sql)
                            .bind("tenant", principal.tenant().value())
                            .bind("user", principal.user().value())
                            .execute();
                }
            }
            return leaving.size();
        } catch (SQLException e) {
            throw Failures.working(e);
        }
    }

    private List<Principal> owners(BiPredicate<TenantId, UserId> erased) throws SQLException {
        List<Principal> owners = new ArrayList<>();
        try (PreparedStatement query = database.connection().prepareStatement(PortableSql.OWNERS)) {
            query.setFetchSize(1_000);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    TenantId tenant = new TenantId(row.getString("tenant"));
                    UserId user = new UserId(row.getString("user_id"));
                    if (erased.test(tenant, user)) {
                        owners.add(Principal.of(tenant, user));
                    }
                }
            }
        }
        return owners;
    }

    @Override
    public void activate() {
        if (scratch) {
            throw new IllegalStateException("A scratch place can't be activated");
        }
        try {
            settle();
        } catch (SQLException e) {
            throw Failures.working(e);
        }
        try {
            database.connection().commit();
        } catch (SQLException e) {
            throw Failures.committing(e);
        }
    }

    @Override
    public void close() {
        try {
            database.close();
        } finally {
            afterwards.run();
        }
    }
}
