package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.observe.StoreEvent;
import dev.parley.store.jdbc.pool.ConnectionPools;
import dev.parley.store.jdbc.pool.PoolLimits;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server sees of the pools: how many connections, as what, with which time-outs, and when they are gone. */
class PoolsPostgresIT {

    private final JdbcDatabaseConfig config = PostgresServer.newDatabase().withMaximumPoolSize(3);
    private Connection outsider;

    @BeforeEach
    void connect() throws SQLException {
        outsider = DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
    }

    @AfterEach
    void close() throws SQLException {
        outsider.close();
    }

    private Map<String, Integer> connections() {
        Map<String, Integer> counts = new TreeMap<>();
        try (Statement statement = outsider.createStatement();
                ResultSet rows = statement.executeQuery("SELECT application_name, count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid() GROUP BY 1")) {
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getInt(2));
            }
            return counts;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitNoConnections() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(connections()).isEmpty());
    }

    @Test
    void onlyThePoolForCallsStaysAndIsGoneWithTheDatabase() {
        for (int i = 0; i < 3; i++) {
            try (JdbcDatabase database = JdbcDatabase.open(config)) {
                JdbcChatStore.on(database, InstantSource.system()).ping(Room.patience());
                Awaitility.await()
                        .atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(connections()).isEqualTo(Map.of("parley-write", 3)));
            }
            awaitNoConnections();
        }
    }

    @Test
    void whatCouldNotBeOpenedLeavesNothingOpen() throws SQLException {
        execute("CREATE TABLE parley_entry (id int)");
        assertThatThrownBy(() -> JdbcDatabase.open(config))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
        awaitNoConnections();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = outsider.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void moreConnectionsThanTheServerGivesAreTold() throws SQLException {
        List<StoreEvent> heard = new ArrayList<>();
        execute("ALTER DATABASE " + outsider.getCatalog() + " CONNECTION LIMIT 24");
        JdbcDatabase.open(config.withInstances(4), heard::add).close();
        JdbcDatabase.open(config.withInstances(5), heard::add).close();
        assertThat(heard).containsExactly(new StoreEvent.ConnectionsOverbooked(5, 5, 24));
        execute("ALTER DATABASE " + outsider.getCatalog() + " CONNECTION LIMIT -1");
        heard.clear();
        // 300 less 3 that are kept back.
        JdbcDatabase.open(config.withInstances(59), heard::add).close();
        JdbcDatabase.open(config.withInstances(60), heard::add).close();
        assertThat(heard).containsExactly(new StoreEvent.ConnectionsOverbooked(60, 5, 297));
    }

    @Test
    void theServerEndsWhatTakesTooLong() throws SQLException {
        PoolLimits limits = PoolLimits.DEFAULT.withStatementTimeout(Duration.ofSeconds(1));
        try (ConnectionPools pools = new ConnectionPools();
                HikariDataSource pool = pools.open(config.withLimits(limits).forCalls())) {
            outsider.setAutoCommit(false);
            execute("CREATE TABLE mine ()");
            outsider.commit();
            execute("LOCK TABLE mine");
            assertEnds(pool, "57014", "SELECT pg_sleep(20)");
            // Below the bound of the statement, which is as long and began earlier, as that of the lock.
            assertEnds(pool, "55P03", "SET statement_timeout = 0", "LOCK TABLE mine");
            assertEnds(pool, "25P03", "SET statement_timeout = 0");
        }
    }

    /** In a transaction; one that says nothing is ended too, which the next statement finds out. */
    private static void assertEnds(HikariDataSource pool, String state, String... statements) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> {
                        for (String sql : statements) {
                            statement.execute(sql);
                        }
                        Awaitility.await()
                                .pollDelay(Duration.ofMillis(1_500))
                                .atMost(Duration.ofSeconds(20))
                                .until(() -> true);
                        statement.execute("SELECT 1");
                    })
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
            if (!state.equals("25P03")) {
                connection.rollback();
            }
        }
    }
}
