package dev.parley.examples.benchmarks.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What PostgreSQL says of the tables, each partition for itself. */
final class EntryTable {

    private static final String ENTRIES = "FROM pg_class WHERE relkind = 'r' AND relname LIKE 'parley_entry%'";

    private EntryTable() {}

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** {@return the bytes of the entries, with indexes and what is kept out of line} */
    static long bytes(Connection connection) throws SQLException {
        return number(connection, "SELECT sum(pg_total_relation_size(oid)) " + ENTRIES);
    }

    /** {@return the bytes of the rows themselves} */
    static long rowBytes(Connection connection) throws SQLException {
        return number(connection, "SELECT sum(pg_relation_size(oid)) " + ENTRIES);
    }

    /** {@return the bytes of the indexes} */
    static long indexBytes(Connection connection) throws SQLException {
        return number(connection, "SELECT sum(pg_indexes_size(oid)) " + ENTRIES);
    }

    /** Has texts kept in this way from now on: EXTENDED, which is the default, or EXTERNAL, without compression. */
    static void keepTexts(Connection connection, String storage) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT oid::regclass::text " + ENTRIES)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                statement.execute("ALTER TABLE " + table + " ALTER COLUMN body SET STORAGE " + storage);
            }
        }
    }
}
