package dev.parley.store.jdbc.pool;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The pools of one owner: one for each data source and role, whatever its password. Closed with the owner, whatever they were
 * opened for. Thread-safe.
 *
 * <p>A pool that is asked for again is the same pool. Asked for with another password, it goes over to that one once a
 * connection was opened with it: connections made before leave as they come back. Asked for with other limits or another
 * beginning, the call is refused, for two callers would not know whose holds.
 */
public final class ConnectionPools implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<PoolSpec.Key, Opened> pools = new HashMap<>();
    private boolean closed;

    private record Opened(PoolSpec spec, HikariDataSource pool) {}

    /** No pools yet. */
    public ConnectionPools() {}

    /**
     * Opens a pool, or finds it.
     *
     * @param spec which one
     * @return the pool; {@link #close(PoolSpec)} or {@link #close()} closes it
     * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException if no connection can be had
     * @throws SQLException if another password does not open a connection
     */
    public HikariDataSource open(PoolSpec spec) throws SQLException {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The pools are closed");
            }
            Opened there = pools.get(spec.key());
            if (there == null) {
                HikariDataSource pool = new HikariDataSource(PoolSettings.of(spec));
                pools.put(spec.key(), new Opened(spec, pool));
                return pool;
            }
            if (!there.spec.equals(spec)) {
                goOver(there, spec);
            }
            return there.pool;
        } finally {
            lock.unlock();
        }
    }

    private void goOver(Opened there, PoolSpec spec) throws SQLException {
        if (!there.spec.differsOnlyInPassword(spec)) {
            throw new IllegalStateException("The pool is open with other settings");
        }
        connect(spec).close();
        there.pool.getHikariConfigMXBean().setPassword(spec.role().password());
        there.pool.getHikariPoolMXBean().softEvictConnections();
        pools.put(spec.key(), new Opened(spec, there.pool));
    }

    /**
     * Opens a connection outside of any pool.
     *
     * @param spec of the pool that it is like; the beginning of its role is left out
     * @return the connection, to be closed by the caller
     * @throws SQLException if it can't be had
     */
    public static Connection connect(PoolSpec spec) throws SQLException {
        Properties properties = PoolSettings.driver(spec);
        if (spec.role().username() != null) {
            properties.setProperty("user", spec.role().username());
        }
        if (spec.role().password() != null) {
            properties.setProperty("password", spec.role().password());
        }
        return DriverManager.getConnection(spec.jdbcUrl(), properties);
    }

    /**
     * Closes one pool, and its connections. None if it is not open.
     *
     * @param spec which one, whatever its password
     */
    public void close(PoolSpec spec) {
        lock.lock();
        try {
            Opened there = pools.remove(spec.key());
            if (there != null) {
                there.pool.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes all pools, and opens none any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            pools.values().forEach(there -> there.pool.close());
            pools.clear();
        } finally {
            lock.unlock();
        }
    }
}
