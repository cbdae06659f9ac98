package dev.parley.store.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** Lets time pass for leases: the clock of a database can't be moved, so what it is compared with is. */
final class LeaseClock {

    private LeaseClock() {}

    static void pass(JdbcDatabaseConfig config, Duration time) {
        pass(config, "parley_turn", "due_at", time);
    }

    static void pass(JdbcDatabaseConfig config, String table, String column, Duration time) {
        String earlier = config.jdbcUrl().startsWith("jdbc:h2:")
                ? "DATEADD(MICROSECOND, -CAST(? AS bigint), " + column + ")"
                : column + " - ? * INTERVAL '1 microsecond'";
        try (Connection connection =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE " + table + " SET " + column + " = " + earlier + " WHERE " + column + " IS NOT NULL")) {
            update.setLong(1, time.toNanos() / 1_000);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
