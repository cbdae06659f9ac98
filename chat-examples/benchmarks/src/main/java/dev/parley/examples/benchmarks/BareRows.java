package dev.parley.examples.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** A table with one index that takes a row for each transaction. */
final class BareRows {

    private final DataSource pool;
    private final UUID conversation = UUID.randomUUID();
    private long seq;

    BareRows(DataSource pool) throws SQLException {
        this.pool = pool;
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE bare_row (conversation uuid, seq bigint, body text, PRIMARY KEY (conversation, seq))");
        }
    }

    void add(String text) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO bare_row VALUES (?, ?, ?)")) {
            insert.setObject(1, conversation);
            insert.setLong(2, ++seq);
            insert.setString(3, text);
            insert.executeUpdate();
        }
    }
}
