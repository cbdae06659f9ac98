package dev.parley.store.jdbc.pool;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Says to HikariCP and to the driver what a pool is to be like. */
final class PoolSettings {

    private static final Duration SHORTEST_VALIDATION = Duration.ofMillis(250);
    private static final int LEAST_IDLE = 4;

    private PoolSettings() {}

    static HikariConfig of(PoolSpec spec) {
        PoolLimits limits = spec.limits();
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("parley-" + spec.role().name());
        pool.setJdbcUrl(spec.jdbcUrl());
        pool.setUsername(spec.role().username());
        pool.setPassword(spec.role().password());
        pool.setMaximumPoolSize(limits.maximumPoolSize());
        if (limits.maximumPoolSize() > LEAST_IDLE) {
            // Of a smaller pool no connection is ever given up for being idle, and HikariCP warns of a time without
            // effect.
            pool.setMinimumIdle(LEAST_IDLE);
            pool.setIdleTimeout(limits.idleTimeout().toMillis());
        }
        pool.setConnectionTimeout(limits.connectionTimeout().toMillis());
        // A server that takes connections but does not answer holds a caller for this long on top.
        pool.setValidationTimeout(Math.max(
                SHORTEST_VALIDATION.toMillis(), limits.connectionTimeout().toMillis() / 4));
        pool.setMaxLifetime(limits.maxLifetime().toMillis());
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // One try: waiting for a database to come up is the host's decision.
        pool.setInitializationFailTimeout(1);
        pool.setDataSourceProperties(driver(spec));
        if (!spec.isPostgreSql()) {
            pool.setExceptionOverride(new FileFailures());
        }
        List<String> beginning = new ArrayList<>();
        if (!spec.role().name().equals(PoolRole.ADMIN)) {
            // A migration may take as long as it needs, and so may keep its connections.
            pool.setLeakDetectionThreshold(limits.leakThreshold().toMillis());
            if (spec.isPostgreSql()) {
                beginning.addAll(bounds(limits.statementTimeout()));
            }
        }
        beginning.addAll(spec.role().initialStatements());
        if (!beginning.isEmpty()) {
            pool.setConnectionInitSql(String.join("; ", beginning));
        }
        return pool;
    }

    /** {@return the properties of the driver, without credentials} */
    static Properties driver(PoolSpec spec) {
        if (!spec.isPostgreSql()) {
            return new Properties();
        }
        Properties properties = ServerAddress.of(spec.jdbcUrl())
                .map(address -> address.properties(spec.limits().connectionTimeout(), spec.production()))
                .orElseGet(Properties::new);
        properties.setProperty("ApplicationName", "parley-" + spec.role().name());
        if (!spec.role().name().equals(PoolRole.ADMIN)) {
            long seconds = spec.limits().statementTimeout().plusSeconds(5).toSeconds();
            properties.setProperty("socketTimeout", Long.toString(seconds));
        }
        return properties;
    }

    /**
     * Time-outs of the server, as a backstop: a call sets the network timeout to its own remaining time. By statement and not
     * by the start-up packet: poolers between us and the server refuse unknown options there.
     */
    private static List<String> bounds(Duration timeout) {
        long millis = timeout.toMillis();
        return List.of(
                "SET statement_timeout = " + millis,
                "SET lock_timeout = " + millis,
                "SET idle_in_transaction_session_timeout = " + millis,
                // Every statement has one good plan, by an index; the server would make that of a page anew each time.
                "SET plan_cache_mode = force_generic_plan",
                // A plan that is made while a table is small reads it whole, or reads and sorts the whole of a
                // conversation, and is kept while they grow: for up to a minute, until the server counts the rows anew,
                // each message would read all that came before it.
                "SET enable_seqscan = off",
                "SET enable_hashjoin = off",
                "SET enable_mergejoin = off",
                "SET enable_sort = off",
                // A table that has to be read whole looks too dear then, and its plan would be compiled for nothing.
                "SET jit = off");
    }
}
