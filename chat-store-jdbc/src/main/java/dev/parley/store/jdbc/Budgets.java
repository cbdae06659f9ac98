package dev.parley.store.jdbc;

import dev.parley.core.observe.StoreEvent;
import dev.parley.store.jdbc.pool.ConnectionBudget;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Looks whether the processes together have enough connections, where a server limits them. */
final class Budgets {

    private Budgets() {}

    static Optional<StoreEvent.ConnectionsOverbooked> check(
            DataSource dataSource, Dialect dialect, JdbcDatabaseConfig config) throws SQLException {
        if (!dialect.limitsConnections()) {
            return Optional.empty();
        }
        try (Connection connection = dataSource.getConnection()) {
            int each = config.limits().maximumPoolSize() + ConnectionBudget.OF_A_BUS;
            return ConnectionBudget.check(connection, config.instances(), each);
        }
    }
}
