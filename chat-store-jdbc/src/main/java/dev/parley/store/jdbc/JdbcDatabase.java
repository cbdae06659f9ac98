package dev.parley.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
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

    private static final Duration SHORTEST_VALIDATION = Duration.ofMillis(250);
    private static final int LEAST_IDLE = 4;

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
        Jdbi jdbi = Jdbi.create(dataSource)
                .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true))
                .configure(Handles.class, handles -> handles.setForceEndTransactions(false))
                .registerArrayType(UUID.class, "uuid")
                .registerArrayType(String.class, dialect.textArrayType());
        this.dialect = dialect;
        this.connections = new Connections(jdbi, dialect, places, patience);
        this.pool = pool;
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
        HikariDataSource pool = pool(config);
        try {
            Dialect dialect = Dialects.of(pool);
            Schema.update(pool, dialect);
            return new JdbcDatabase(
                    pool, dialect, new Semaphore(config.maximumPoolSize(), true), config.connectionTimeout(), pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * Uses the host's pool of connections and brings the schema up to date. Give the pool time-outs: how long it waits for
     * a connection, and how long its driver waits for the server while no call of the chat is under way, is its own
     * business.
     *
     * @param dataSource the host's pool, which is never closed here
     * @return the database
     * @throws ChatException as {@link #open} does
     */
    public static JdbcDatabase on(DataSource dataSource) {
        Dialect dialect = Dialects.of(dataSource);
        Schema.update(dataSource, dialect);
        return new JdbcDatabase(dataSource, dialect, null, Duration.ZERO, null);
    }

    private static HikariDataSource pool(JdbcDatabaseConfig config) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName("parley");
        hikari.setJdbcUrl(config.jdbcUrl());
        hikari.setUsername(config.username());
        hikari.setPassword(config.password());
        hikari.setMaximumPoolSize(config.maximumPoolSize());
        hikari.setMinimumIdle(Math.min(LEAST_IDLE, config.maximumPoolSize()));
        hikari.setConnectionTimeout(config.connectionTimeout().toMillis());
        hikari.setIdleTimeout(config.idleTimeout().toMillis());
        hikari.setMaxLifetime(config.maxLifetime().toMillis());
        hikari.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // A server that takes connections but does not answer holds a caller for this long on top.
        hikari.setValidationTimeout(Math.max(
                SHORTEST_VALIDATION.toMillis(), config.connectionTimeout().toMillis() / 4));
        // One try: waiting for a database to come up is the host's decision.
        hikari.setInitializationFailTimeout(1);
        if (config.jdbcUrl().startsWith("jdbc:postgresql:")) {
            PostgreSqlDialect.tune(hikari, config);
        }
        try {
            return new HikariDataSource(hikari);
        } catch (PoolInitializationException e) {
            throw Failures.opening(e, Failures.withoutParameters(config.jdbcUrl()));
        }
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
