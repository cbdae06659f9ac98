package dev.parley.store.jdbc;

import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableTable;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** H2. Its transactions of isolation SNAPSHOT see all tables as they were at their first statement. */
final class PortableH2 implements PortableDialect {

    private static final int BATCH = 1_000;

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        PortableDialect.execute(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT");
        connection.setAutoCommit(false);
        PortableDialect.execute(connection, "SELECT 1 FROM parley_conversation LIMIT 1");
    }

    @Override
    public String position(Connection connection) {
        return "";
    }

    @Override
    public long expectedRows(Connection connection) throws SQLException {
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            for (PortableTable table : PortableTable.values()) {
                try (ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + PortableSql.table(table))) {
                    count.next();
                    rows += count.getLong(1);
                }
            }
        }
        return rows;
    }

    /** H2 compares texts as Java does, by UTF-16 units. */
    @Override
    public String byBytes(String column) {
        return "CAST(" + column + " AS VARBINARY)";
    }

    @Override
    public void stream(Connection connection, boolean streams) throws SQLException {
        PortableDialect.execute(connection, "SET LAZY_QUERY_EXECUTION " + (streams ? 1 : 0));
    }

    /** Writers wait for the turn, which who restores has. */
    @Override
    public void shut(Connection connection, Deadline deadline) {}

    @Override
    public Scratch scratch(JdbcDatabaseConfig config) {
        ScratchH2 scratch = ScratchH2.make();
        return new Scratch(scratch.config(), scratch::remove);
    }

    @Override
    public void shadow(Connection connection) {}

    @Override
    public void loaded(Connection connection) {}

    @Override
    public RowWriter writer(Connection connection, PortableTable table) throws SQLException {
        List<PortableSql.Written> columns = PortableSql.written(table);
        String values = String.join(", ", Collections.nCopies(columns.size(), "?"));
        return new Batches(
                connection,
                columns,
                connection.prepareStatement("INSERT INTO " + PortableSql.table(table) + " ("
                        + PortableSql.columns(columns) + ") VALUES (" + values + ")"));
    }

    /** Inserts in batches. */
    private static final class Batches implements RowWriter {

        private final Connection connection;
        private final List<PortableSql.Written> columns;
        private final PreparedStatement insert;
        private int waiting;

        Batches(Connection connection, List<PortableSql.Written> columns, PreparedStatement insert) {
            this.connection = connection;
            this.columns = columns;
            this.insert = insert;
        }

        @Override
        public void write(PortableRow row) throws SQLException {
            for (int i = 0; i < columns.size(); i++) {
                insert.setObject(i + 1, column(columns.get(i).value().apply(row)));
            }
            insert.addBatch();
            if (++waiting == BATCH) {
                finish();
            }
        }

        private @Nullable Object column(@Nullable Object value) throws SQLException {
            if (value instanceof Instant instant) {
                return Times.column(instant);
            }
            return value instanceof List<?> texts ? connection.createArrayOf("varchar", texts.toArray()) : value;
        }

        @Override
        public void finish() throws SQLException {
            if (waiting > 0) {
                insert.executeBatch();
                waiting = 0;
            }
        }

        @Override
        public void close() throws SQLException {
            insert.close();
        }
    }
}
