package dev.parley.store.jdbc.pool;

import dev.parley.core.observe.StoreEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** How many connections all processes together may ask for, against how many a PostgreSQL gives. */
public final class ConnectionBudget {

    /** What an event bus over the same server holds beyond any pool. */
    public static final int OF_A_BUS = 2;

    /** Of superusers, who may use what is kept back for them, more is left; the chat should be none of them. */
    private static final String AVAILABLE = """
            SELECT least(
                current_setting('max_connections')::int
                    - current_setting('superuser_reserved_connections')::int
                    - coalesce(current_setting('reserved_connections', true)::int, 0),
                (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = session_user),
                (SELECT nullif(datconnlimit, -1) FROM pg_database WHERE datname = current_database()))
            """;

    private ConnectionBudget() {}

    /**
     * Compares the two.
     *
     * @param connection to the server
     * @param instances how many processes there are
     * @param each how many connections each of them may hold
     * @return by how much it is too many; nothing if they suffice
     * @throws SQLException if the server can't be asked
     */
    public static Optional<StoreEvent.ConnectionsOverbooked> check(Connection connection, int instances, int each)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(AVAILABLE)) {
            rows.next();
            int available = rows.getInt(1);
            return (long) instances * each > available
                    ? Optional.of(new StoreEvent.ConnectionsOverbooked(instances, each, available))
                    : Optional.empty();
        }
    }
}
