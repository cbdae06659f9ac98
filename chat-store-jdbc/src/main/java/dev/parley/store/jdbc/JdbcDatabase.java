package dev.parley.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.observe.StoreListener;
import dev.parley.core.store.ReadOnlyMode;
import dev.parley.store.jdbc.pool.CallQueue;
import dev.parley.store.jdbc.pool.ConnectionPools;
import dev.parley.store.jdbc.pool.PoolLimits;
import dev.parley.store.jdbc.pool.PoolRole;
import dev.parley.store.jdbc.pool.Saturation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
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
    private final WriteGate gate;

    /** Null for a pool of the host. */
    private final @Nullable ConnectionPools pools;

    private JdbcDatabase(
            DataSource dataSource,
            Dialect dialect,
            @Nullable CallQueue queue,
            Duration patience,
            WriteGate gate,
            @Nullable ConnectionPools pools) {
        this.dialect = dialect;
        this.connections = new Connections(jdbi(dataSource, dialect), dialect, queue, patience);
        this.gate = gate;
        this.pools = pools;
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
        return open(config, StoreListener.noop());
    }

    /**
     * Opens a pool of connections of its own and brings the schema up to date.
     *
     * @param config how to reach the database
     * @param listener hears what happens to the database as a whole, which is also logged
     * @return the database; closing it closes the pool
     * @throws ChatException as {@link #open(JdbcDatabaseConfig)} does
     */
    public static JdbcDatabase open(JdbcDatabaseConfig config, StoreListener listener) {
        StoreEvents events = new StoreEvents(listener);
        ConnectionPools pools = new ConnectionPools();
        try {
            DataSource owner = pools.open(config.forOwner());
            Dialect dialect = Dialects.of(owner);
            prepare(owner, dialect, config);
            Budgets.check(owner, dialect, config).ifPresent(events::tell);
            pools.close(config.forOwner());
            PoolLimits limits = config.limits();
            HikariDataSource pool = pools.open(config.forCalls());
            if (dialect.guardsRows()) {
                DatabaseRoles.check(pool, config.production());
            }
            Saturation saturation =
                    new Saturation(PoolRole.WRITE, limits.saturationAfter(), System::nanoTime, events::tell);
            CallQueue queue = new CallQueue(limits, saturation);
            PrimarySearch search = new PrimarySearch(
                    () -> ConnectionPools.connect(config.forCalls()),
                    dialect,
                    () -> pool.getHikariPoolMXBean().softEvictConnections());
            WriteGate gate = new WriteGate(events, System::nanoTime, search);
            return new JdbcDatabase(pool, dialect, queue, limits.connectionTimeout(), gate, pools);
        } catch (PoolInitializationException | SQLException e) {
            pools.close();
            throw Failures.opening(e, Failures.withoutParameters(config.jdbcUrl()));
        } catch (RuntimeException e) {
            pools.close();
            throw e;
        }
    }

    private static void prepare(DataSource owner, Dialect dialect, JdbcDatabaseConfig config) {
        if (dialect.guardsRows()) {
            DatabaseRoles.require(owner, !config.production());
            if (config.production() && config.owner() == null) {
                Schema.requireCurrent(owner, dialect);
                return;
            }
        }
        Schema.update(owner, dialect);
    }

    /**
     * Uses the host's pool of connections and brings the schema up to date, for which it needs two connections at once.
     * Give the pool time-outs: how long it waits for a connection, and how long its driver waits for the server while no
     * call of the chat is under way, is its own business. Its transactions have to be READ COMMITTED, which is what databases
     * do unless told otherwise: what waited for a lock has to see what the one before it has written.
     *
     * @param dataSource the host's pool, which is never closed here
     * @return the database
     * @throws ChatException as {@link #open(JdbcDatabaseConfig)} does
     */
    public static JdbcDatabase on(DataSource dataSource) {
        return on(dataSource, StoreListener.noop());
    }

    /**
     * Uses the host's pool of connections and brings the schema up to date, as {@link #on(DataSource)} does.
     *
     * @param dataSource the host's pool, which is never closed here
     * @param listener hears what happens to the database as a whole, which is also logged
     * @return the database
     * @throws ChatException as {@link #open(JdbcDatabaseConfig)} does
     */
    public static JdbcDatabase on(DataSource dataSource, StoreListener listener) {
        Dialect dialect = Dialects.of(dataSource);
        Dialects.requireReadCommitted(dataSource);
        Dialects.warnOfWhatIsUnbounded(dataSource, dialect);
        if (dialect.guardsRows()) {
            DatabaseRoles.require(dataSource, true);
        }
        Schema.update(dataSource, dialect);
        if (dialect.guardsRows()) {
            DatabaseRoles.check(dataSource, false);
        }
        PrimarySearch search = new PrimarySearch(dataSource::getConnection, dialect, () -> {});
        WriteGate gate = new WriteGate(new StoreEvents(listener), System::nanoTime, search);
        return new JdbcDatabase(dataSource, dialect, null, Duration.ZERO, gate, null);
    }

    /** {@return a way to run transactions, to be closed by who asked for it} */
    Transactions transactions() {
        return transactions(gate::requireServer);
    }

    /** {@return the same for conversations, whose writes can be held back} */
    Transactions chatTransactions() {
        return transactions(gate::requireOpen);
    }

    private Transactions transactions(Runnable requireWritable) {
        return new Transactions(connections, dialect.writeTurn().orElse(null), requireWritable, gate::serverTakesNone);
    }

    ReadOnlyMode readOnlyMode() {
        return gate;
    }

    /** Closes the pool, if it was opened here. Calls after that fail with {@code closed}. */
    @Override
    public void close() {
        connections.close();
        gate.close();
        if (pools != null) {
            pools.close();
        }
    }
}
