package dev.parley.store.jdbc;

import dev.parley.core.lease.Leases;
import dev.parley.testkit.LeasesContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** By the clock of the database. */
class JdbcLeasesPostgresIT implements LeasesContract {

    private static JdbcDatabaseConfig config;
    private static JdbcDatabase database;

    @BeforeAll
    static void open() {
        config = PostgresServer.newDatabase();
        database = JdbcDatabase.open(config);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    public Leases createLeases() {
        return JdbcLeases.on(database);
    }

    @Override
    public void passTime(Duration by) {
        LeaseClock.pass(config, "parley_lease", "ends_at", by);
    }
}
