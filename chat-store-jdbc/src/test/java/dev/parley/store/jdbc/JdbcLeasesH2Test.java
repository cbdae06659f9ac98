package dev.parley.store.jdbc;

import dev.parley.core.lease.Leases;
import dev.parley.testkit.LeasesContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** By the clock of the database. */
class JdbcLeasesH2Test implements LeasesContract {

    private static JdbcDatabaseConfig config;
    private static JdbcDatabase database;

    @BeforeAll
    static void open(@TempDir Path directory) {
        config = JdbcDatabaseConfig.h2File(directory);
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
