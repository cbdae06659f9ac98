package dev.parley.store.jdbc;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.parley.core.portable.PortableRows;
import dev.parley.core.portable.PortableTable;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.pool.ConnectionPools;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of its own, without the time-outs of calls, for one snapshot or one place. */
final class PortableConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PortableConnection.class);

    /** Longer than anything takes: who reads or writes all rows is not in a hurry. */
    private static final Duration LONG_ENOUGH = Duration.ofDays(7);

    private final ConnectionPools pools;
    private final Dialect dialect;
    private final PortableDialect portable;
    private final Handle handle;

    private PortableConnection(ConnectionPools pools, DataSource pool, Dialect dialect, PortableDialect portable) {
        this.pools = pools;
        this.dialect = dialect;
        this.portable = portable;
        this.handle = JdbcDatabase.jdbi(pool, dialect).open();
    }

    static PortableConnection open(JdbcDatabaseConfig config, PortableDialect portable) {
        ConnectionPools pools = new ConnectionPools();
        try {
            DataSource pool = pools.open(config.forOwner());
            return new PortableConnection(pools, pool, Dialects.of(pool), portable);
        } catch (PoolInitializationException | SQLException e) {
            pools.close();
            throw Failures.opening(e, Failures.withoutParameters(config.jdbcUrl()));
        } catch (RuntimeException e) {
            pools.close();
            throw e instanceof JdbiException ? Failures.connecting(e) : e;
        }
    }

    Connection connection() {
        return handle.getConnection();
    }

    Dialect dialect() {
        return dialect;
    }

    PortableDialect portable() {
        return portable;
    }

    Session session() {
        return new Session(handle, dialect, Deadline.after(LONG_ENOUGH), Scope.everywhere());
    }

    PortableRows rows(PortableTable table) {
        try {
            return JdbcRows.open(connection(), table, PortableSql.select(table, portable::byBytes));
        } catch (SQLException e) {
            throw Failures.working(e);
        }
    }

    /** {@return the version of the schema} */
    String schema() throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT \"version\" FROM \"parley_schema_history\""
                        + " WHERE \"success\" AND \"version\" IS NOT NULL ORDER BY \"installed_rank\" DESC LIMIT 1")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    /** {@return the present by the clock of the database} */
    Instant now() throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT " + dialect.now() + " AS present")) {
            row.next();
            return Times.read(row, "present");
        }
    }

    /** Ends what is open without keeping it. */
    @Override
    public void close() {
        try {
            connection().rollback();
        } catch (SQLException e) {
            LOG.debug(
                    "A transaction was not rolled back, but ends with its connection (SQL state {})", e.getSQLState());
        }
        handle.close();
        pools.close();
    }
}
