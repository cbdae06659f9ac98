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
        String earlier = config.jdbcUrl().startsWith("jdbc:h2:")
                ? "DATEADD(MICROSECOND, -CAST(? AS bigint), due_at)"
                : "due_at - ? * INTERVAL '1 microsecond'";
        try (Connection connection =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE parley_turn SET due_at = " + earlier + " WHERE due_at IS NOT NULL")) {
            update.setLong(1, time.toNanos() / 1_000);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
