package dev.parley.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * A database with the schema of the chat. Thread-safe. Opening one brings the schema up to date, in tables whose names
 * begin with {@code parley_}; other tables of the same database are not touched.
 */
public final class JdbcDatabase implements AutoCloseable {

    private final Dialect dialect;
    private final Connections connections;
    /** Null for a pool of the host. */
    private final @Nullable HikariDataSource pool;

    private JdbcDatabase(
            DataSource dataSource,
            Dialect dialect,
            @Nullable Semaphore places,
            Duration patience,
            @Nullable HikariDataSource pool) {
        this.dialect = dialect;
        this.connections = new Connections(jdbi(dataSource, dialect), dialect, places, patience);
        this.pool = pool;
    }

    /** {@return what runs statements that are written for this dialect} */
    static Jdbi jdbi(DataSource dataSource, Dialect dialect) {
        return Jdbi.create(dataSource)
                .configure(
                        SqlStatements.class,
                        statements -> statements
                                .setUnusedBindingAllowed(true)
                                .define("now", dialect.now())
                                .define("later", dialect.later()))
                .configure(Handles.class, handles -> handles.setForceEndTransactions(false))
                .registerArrayType(UUID.class, "uuid")
                .registerArrayType(Long.class, "bigint")
                .registerArrayType(String.class, dialect.textArrayType());
    }

    /**
     * Opens a pool of connections of its own and brings the schema up to date.
     *
     * @param config how to reach the database
     * @return the database; closing it closes the pool
     * @throws ChatException {@link ErrorCode#CONFIGURATION} for a database that is not supported, refuses the login, is
     *     open in another process or has a schema that does not fit; {@link ErrorCode#STORE_UNAVAILABLE} when it can't be
     *     reached
     */
    public static JdbcDatabase open(JdbcDatabaseConfig config) {
        Dialect dialect;
        try (HikariDataSource migration = Pools.forMigration(config)) {
            dialect = Dialects.of(migration);
            Schema.update(migration, dialect);
        }
        HikariDataSource pool = Pools.forCalls(config);
        Semaphore places = new Semaphore(config.maximumPoolSize(), true);
        return new JdbcDatabase(pool, dialect, places, config.connectionTimeout(), pool);
    }

    /**
     * Uses the host's pool of connections and brings the schema up to date, for which it needs two connections at once.
     * Give the pool time-outs: how long it waits for a connection, and how long its driver waits for the server while no
     * call of the chat is under way, is its own business. Its transactions have to be READ COMMITTED, which is what databases
     * do unless told otherwise: what waited for a lock has to see what the one before it has written.
     *
     * @param dataSource the host's pool, which is never closed here
     * @return the database
     * @throws ChatException as {@link #open} does
     */
    public static JdbcDatabase on(DataSource dataSource) {
        Dialect dialect = Dialects.of(dataSource);
        Dialects.requireReadCommitted(dataSource);
        Schema.update(dataSource, dialect);
        return new JdbcDatabase(dataSource, dialect, null, Duration.ZERO, null);
    }

    /** {@return a way to run transactions, to be closed by who asked for it} */
    Transactions transactions() {
        return new Transactions(connections, dialect.writeTurn().orElse(null));
    }

    /** Closes the pool, if it was opened here. Calls after that fail with {@code closed}. */
    @Override
    public void close() {
        connections.close();
        if (pool != null) {
            pool.close();
        }
    }
}
