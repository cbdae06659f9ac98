package dev.parley.store.jdbc;

import dev.parley.core.portable.PortableTable;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/** PostgreSQL. */
final class PortablePostgreSql implements PortableDialect {

    /** Reading and writing all rows may take hours. */
    private static final String[] SETTINGS = {
        "SET LOCAL statement_timeout = 0",
        "SET LOCAL idle_in_transaction_session_timeout = 0",
        "SET LOCAL TimeZone = 'UTC'"
    };

    /**
     * COPY does not write where a policy would apply, and the owner of the tables is held to the policies too, unless it is a
     * superuser. Part of the transaction like the rest: nobody else ever sees tables whose owner passes.
     */
    private static final String LET_OWNER_PASS = forceEach("row_security_active(c.oid)", "NO FORCE");

    private static final String HOLD_OWNER = forceEach("NOT c.relforcerowsecurity", "FORCE");

    private static String forceEach(String condition, String way) {
        return """
                DO $$
                DECLARE
                    guarded oid;
                BEGIN
                    FOR guarded IN
                        SELECT c.oid FROM pg_class c
                        WHERE c.relnamespace = current_schema()::regnamespace AND c.relname LIKE 'parley\\_%%'
                            AND c.relrowsecurity AND %s
                    LOOP
                        EXECUTE format('ALTER TABLE %%s %s ROW LEVEL SECURITY', guarded::regclass);
                    END LOOP;
                END
                $$
                """.formatted(condition, way);
    }

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        begin(connection);
    }

    /** As a worker for all tenants: the owner of the tables is held to the row policies too. */
    private static void begin(Connection connection) throws SQLException {
        PortableDialect.execute(connection, SETTINGS);
        ScopeSql.say(connection, Scope.everywhere());
    }

    /** The first query of rows, with which the instant is chosen. */
    @Override
    public String position(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_snapshot()::text")) {
            row.next();
            return row.getString(1);
        }
    }

    /** By the statistics: to count would read all. */
    @Override
    public long expectedRows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT coalesce(sum(greatest(reltuples, 0)), 0)::bigint FROM pg_class
                        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
                            AND relname LIKE 'parley\\_%'
                        """)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The columns have the collation "C". */
    @Override
    public String byBytes(String column) {
        return column;
    }

    /** The driver streams in transactions, when it is told how many rows to fetch at a time. */
    @Override
    public void stream(Connection connection, boolean streams) {}

    /** Readers go on, and see nothing; no other restore comes between. */
    @Override
    public void shut(Connection connection, Deadline deadline) throws SQLException {
        PortableDialect.execute(connection, SETTINGS);
        PortableDialect.execute(
                connection,
                "SET LOCAL lock_timeout = " + Dialect.toMillis(deadline.remaining()),
                "LOCK TABLE " + String.join(", ", PortableSql.tables()) + " IN SHARE ROW EXCLUSIVE MODE",
                LET_OWNER_PASS,
                "SET LOCAL lock_timeout = 0");
    }

    /**
     * Temporary tables: they come before all others of the same name, are written without a log, and are gone with the
     * session, however it ends.
     */
    @Override
    public Scratch scratch(JdbcDatabaseConfig config) {
        return new Scratch(config, () -> {});
    }

    @Override
    public void shadow(Connection connection) throws SQLException {
        begin(connection);
        for (String table : PortableSql.tables()) {
            PortableDialect.execute(
                    connection, "CREATE TEMP TABLE " + table + " (LIKE " + table + " INCLUDING ALL) ON COMMIT DROP");
        }
    }

    @Override
    public RowWriter writer(Connection connection, PortableTable table) throws SQLException {
        List<PortableSql.Written> columns = PortableSql.written(table);
        return new CopyWriter(
                columns,
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + PortableSql.table(table) + " (" + PortableSql.columns(columns)
                                + ") FROM STDIN (FORMAT text, ENCODING 'UTF8')"));
    }

    /** Without statistics, plans for new tables are those for empty ones. */
    @Override
    public void loaded(Connection connection) throws SQLException {
        for (String table : PortableSql.tables()) {
            PortableDialect.execute(connection, "ANALYZE " + table);
        }
        PortableDialect.execute(connection, HOLD_OWNER);
        ScopeSql.say(connection, Scope.everywhere());
    }
}
