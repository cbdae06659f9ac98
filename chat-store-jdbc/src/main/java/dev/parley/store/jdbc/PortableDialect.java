package dev.parley.store.jdbc;

import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableTable;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What differs between the databases when all rows are read or written. */
interface PortableDialect {

    /** Begins a transaction that shows one instant, and holds up nobody. */
    void beginSnapshot(Connection connection) throws SQLException;

    /** {@return where the snapshot stands, in words of the database} */
    String position(Connection connection) throws SQLException;

    /** {@return about how many rows there are} */
    long expectedRows(Connection connection) throws SQLException;

    /** {@return how a text is ordered by its bytes in UTF-8} */
    String byBytes(String column);

    /** Makes queries give their rows as they come, or gather them first as databases do. */
    void stream(Connection connection, boolean streams) throws SQLException;

    /** Keeps others from writing to the tables until the transaction ends. */
    void shut(Connection connection, Deadline deadline) throws SQLException;

    /** {@return where rows may be tried out} */
    Scratch scratch(JdbcDatabaseConfig config);

    /** Makes tables of the same names that only this transaction sees, unless what is tried out has a database of its own. */
    void shadow(Connection connection) throws SQLException;

    /** {@return what writes rows of a table; to be closed} */
    RowWriter writer(Connection connection, PortableTable table) throws SQLException;

    /** After all rows were written. */
    void loaded(Connection connection) throws SQLException;

    /** A database for trying out, and what to do with it afterwards. */
    record Scratch(JdbcDatabaseConfig config, Runnable removal) {}

    /** Writes rows. */
    interface RowWriter extends AutoCloseable {

        void write(PortableRow row) throws SQLException;

        /** Makes sure that all were taken. */
        void finish() throws SQLException;

        /** Breaks off, unless it was finished. */
        @Override
        void close() throws SQLException;
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
