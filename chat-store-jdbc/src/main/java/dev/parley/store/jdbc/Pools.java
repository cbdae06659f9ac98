package dev.parley.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.time.Duration;

/** Opens the pools that are ours. */
final class Pools {

    private static final Duration SHORTEST_VALIDATION = Duration.ofMillis(250);
    private static final int LEAST_IDLE = 4;
    private static final int CONNECTIONS_OF_A_MIGRATION = 2;

    private Pools() {}

    static HikariDataSource forCalls(JdbcDatabaseConfig config) {
        HikariConfig pool = base(config);
        pool.setPoolName("parley");
        pool.setMaximumPoolSize(config.maximumPoolSize());
        pool.setMinimumIdle(Math.min(LEAST_IDLE, config.maximumPoolSize()));
        pool.setIdleTimeout(config.idleTimeout().toMillis());
        pool.setMaxLifetime(config.maxLifetime().toMillis());
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (isPostgreSql(config)) {
            PostgreSqlDialect.limit(pool, config);
        }
        return open(pool, config);
    }

    /** Without the time-outs of calls: a migration may take as long as it needs. */
    static HikariDataSource forMigration(JdbcDatabaseConfig config) {
        HikariConfig pool = base(config);
        pool.setPoolName("parley-migration");
        pool.setMaximumPoolSize(CONNECTIONS_OF_A_MIGRATION);
        return open(pool, config);
    }

    private static HikariConfig base(JdbcDatabaseConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(config.jdbcUrl());
        pool.setUsername(config.username());
        pool.setPassword(config.password());
        pool.setConnectionTimeout(config.connectionTimeout().toMillis());
        // A server that takes connections but does not answer holds a caller for this long on top.
        pool.setValidationTimeout(Math.max(
                SHORTEST_VALIDATION.toMillis(), config.connectionTimeout().toMillis() / 4));
        // One try: waiting for a database to come up is the host's decision.
        pool.setInitializationFailTimeout(1);
        if (isPostgreSql(config)) {
            PostgreSqlDialect.tune(pool, config);
        }
        return pool;
    }

    private static boolean isPostgreSql(JdbcDatabaseConfig config) {
        return config.jdbcUrl().startsWith("jdbc:postgresql:");
    }

    private static HikariDataSource open(HikariConfig pool, JdbcDatabaseConfig config) {
        try {
            return new HikariDataSource(pool);
        } catch (PoolInitializationException e) {
            throw Failures.opening(e, Failures.withoutParameters(config.jdbcUrl()));
        }
    }
}
