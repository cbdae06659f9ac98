package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import javax.sql.DataSource;

/** A database with the schema of the chat. Thread-safe. */
public final class JdbcDatabase implements AutoCloseable {

    private JdbcDatabase() {}

    /**
     * Opens a pool of connections of its own and brings the schema up to date.
     *
     * @param config how to reach the database
     * @return the database; closing it closes the pool
     * @throws ChatException {@link ErrorCode#CONFIGURATION} or {@link ErrorCode#STORE_UNAVAILABLE}
     */
    public static JdbcDatabase open(JdbcDatabaseConfig config) {
        return new JdbcDatabase();
    }

    /**
     * Uses the host's pool of connections and brings the schema up to date.
     *
     * @param dataSource the host's pool, which is never closed here
     * @return the database
     * @throws ChatException {@link ErrorCode#CONFIGURATION} or {@link ErrorCode#STORE_UNAVAILABLE}
     */
    public static JdbcDatabase on(DataSource dataSource) {
        return new JdbcDatabase();
    }

    /** Closes the pool, if it was opened here. Calls after that fail with {@code closed}. */
    @Override
    public void close() {}
}
