package dev.parley.store.jdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolsTest {

    private static final String URL = "jdbc:h2:mem:pools;DB_CLOSE_DELAY=-1";

    private final ConnectionPools pools = new ConnectionPools();

    @AfterEach
    void close() {
        pools.close();
    }

    private static PoolSpec spec(String role, String password) {
        PoolLimits limits = PoolLimits.DEFAULT.withMaximumPoolSize(2);
        return new PoolSpec(URL, PoolRole.of(role, "sa", password), limits, false);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void eachRoleHasOnePool() throws SQLException {
        HikariDataSource write = pools.open(spec(PoolRole.WRITE, ""));
        assertThat(pools.open(spec(PoolRole.WRITE, ""))).isSameAs(write);
        assertThat(pools.open(spec(PoolRole.READ, ""))).isNotSameAs(write);
    }

    @Test
    void aNewPasswordKeepsThePoolAndRenewsItsConnections() throws SQLException {
        HikariDataSource pool = pools.open(spec(PoolRole.WRITE, ""));
        try (Connection held = pool.getConnection()) {
            JdbcConnection idle;
            try (Connection lent = pool.getConnection()) {
                idle = lent.unwrap(JdbcConnection.class);
            }
            execute(held, "ALTER USER sa SET PASSWORD 'second'");
            assertThatThrownBy(() -> pools.open(spec(PoolRole.WRITE, "wrong"))).isInstanceOf(SQLException.class);
            assertThat(pools.open(spec(PoolRole.WRITE, "second"))).isSameAs(pool);
            try (Connection other = pool.getConnection()) {
                assertThat(other.unwrap(JdbcConnection.class)).isNotSameAs(idle);
            }
            execute(held, "ALTER USER sa SET PASSWORD ''");
        }
    }

    @Test
    void otherSettingsAreRefused() throws SQLException {
        PoolSpec spec = spec(PoolRole.WRITE, "");
        pools.open(spec);
        PoolSpec larger = new PoolSpec(URL, spec.role(), PoolLimits.DEFAULT, false);
        assertThatThrownBy(() -> pools.open(larger)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void connectionsBeginAsTheRoleSays() throws SQLException {
        PoolRole role = PoolRole.of(PoolRole.READ, "sa", "")
                .beginningWith(List.of("SET LOCK_TIMEOUT 4711", "SET @greeting = 'hello'"));
        HikariDataSource pool = pools.open(new PoolSpec(URL, role, PoolLimits.DEFAULT, false));
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT LOCK_TIMEOUT(), @greeting")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(4711);
            assertThat(rows.getString(2)).isEqualTo("hello");
        }
    }

    @Test
    void closingClosesThemAllWithTheirThreads() throws SQLException {
        HikariDataSource write = pools.open(spec(PoolRole.WRITE, ""));
        HikariDataSource read = pools.open(spec(PoolRole.READ, ""));
        pools.close(spec(PoolRole.READ, "whatever"));
        assertThat(read.isClosed()).isTrue();
        assertThat(write.isClosed()).isFalse();
        pools.close();
        assertThat(write.isClosed()).isTrue();
        assertThatThrownBy(() -> pools.open(spec(PoolRole.WRITE, ""))).isInstanceOf(IllegalStateException.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("parley-write")));
    }

    @Test
    void aPasswordIsNeitherInTheKeyNorInTheText() {
        PoolSpec one = new PoolSpec(
                "jdbc:postgresql://user:canary@db/chat?password=canary&x=1",
                PoolRole.of(PoolRole.WRITE, "user", "canary"),
                PoolLimits.DEFAULT,
                false);
        assertThat(one.key().toString()).doesNotContain("canary").contains("db/chat", "x=1");
        assertThat(one.toString()).doesNotContain("canary");
        PoolSpec other = new PoolSpec(
                "jdbc:postgresql://user:other@db/chat?password=other&x=1",
                PoolRole.of(PoolRole.WRITE, "user", "third"),
                PoolLimits.DEFAULT,
                false);
        assertThat(one.key()).isEqualTo(other.key());
        assertThat(one.differsOnlyInPassword(other)).isTrue();
    }
}
