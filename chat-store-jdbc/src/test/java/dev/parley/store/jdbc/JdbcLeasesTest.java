package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.lease.Lease;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.lease.Leases.Acquisition;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.LeasesContract;
import dev.parley.testkit.ManualClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By a clock of the host. */
class JdbcLeasesTest implements LeasesContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static JdbcDatabaseConfig config;
    private static JdbcDatabase database;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));

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
        return JdbcLeases.on(database, clock);
    }

    @Override
    public void passTime(Duration by) {
        clock.advance(by);
    }

    private Lease granted(LeaseName name) {
        return ((Acquisition.Granted) createLeases().acquire(name, "node", MINUTE, Deadline.after(MINUTE))).lease();
    }

    private static LeaseName fresh() {
        return new LeaseName("kept-" + UUID.randomUUID());
    }

    private static int sql(String statement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement executed = connection.createStatement()) {
            return executed.executeUpdate(statement);
        }
    }

    private static int rows() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM parley_lease WHERE name LIKE 'kept-%'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** As when a backup was put back: the row knows nothing of the latest tokens, or is gone. */
    @Test
    void aDatabaseThatWasPutBackGivesNoTokenAgain() throws SQLException {
        LeaseName name = fresh();
        long before = granted(name).token();
        clock.advance(MINUTE);
        assertThat(sql("UPDATE parley_lease SET token = 3")).isPositive();
        long after = granted(name).token();
        assertThat(after).isGreaterThan(before);
        clock.advance(MINUTE);
        assertThat(sql("DELETE FROM parley_lease")).isPositive();
        assertThat(granted(name).token()).isGreaterThan(after);
    }

    /** A clock that goes back gives no token again either. */
    @Test
    void tokensGrowWhenTheClockGoesBack() {
        LeaseName name = fresh();
        Lease lease = granted(name);
        createLeases().release(lease, Deadline.after(MINUTE));
        clock.advance(Duration.ofDays(-1));
        assertThat(granted(name).token()).isEqualTo(lease.token() + 1);
    }

    @Test
    void namesThatAreUsedNoMoreDoNotPileUp() throws SQLException {
        for (int day = 0; day < 20; day++) {
            granted(fresh());
            clock.advance(Duration.ofDays(1).plus(MINUTE));
        }
        assertThat(rows()).isBetween(1, 3);
    }
}
