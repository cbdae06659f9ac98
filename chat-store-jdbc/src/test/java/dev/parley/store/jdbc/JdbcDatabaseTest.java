package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcDatabaseTest {

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private static void assertConfiguration(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ChatException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
            assertThat(e.getMessage()).contains(words).doesNotContain("\n");
        });
    }

    @Test
    void otherDatabasesAreRefusedByName() {
        for (Map.Entry<String, Integer> product :
                Map.of("MariaDB", 11, "PostgreSQL", 14, "H2", 1).entrySet()) {
            DataSource dataSource = dataSource(product.getKey(), product.getValue());
            assertConfiguration(
                    () -> JdbcDatabase.on(dataSource),
                    product.getKey() + " " + product.getValue(),
                    "PostgreSQL 15 or later and H2 2 or later");
        }
    }

    private static DataSource dataSource(String product, int version) {
        DatabaseMetaData metaData = proxy(
                DatabaseMetaData.class, Map.of("getDatabaseProductName", product, "getDatabaseMajorVersion", version));
        Connection connection = proxy(Connection.class, Map.of("getMetaData", metaData));
        return proxy(DataSource.class, Map.of("getConnection", connection));
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> answers.get(method.getName())));
    }

    @Test
    void aWrongPasswordIsSaidInOneLine(@TempDir Path directory) {
        JdbcDatabaseConfig config = JdbcDatabaseConfig.h2File(directory);
        JdbcDatabase.open(config).close();
        assertConfiguration(
                () -> JdbcDatabase.open(config.withCredentials("sa", "canary")), "refuses the user, the password");
    }

    @Test
    void aFileInUseByAnotherProcessIsSaidInOneLine(@TempDir Path directory) throws Exception {
        JdbcDatabaseConfig config = JdbcDatabaseConfig.h2File(directory);
        Process other = ChildProcess.start(AcknowledgingChild.class, directory.toString());
        try {
            assertThat(ChildProcess.lines(other).readLine()).isNotNull();
            assertConfiguration(() -> JdbcDatabase.open(config), "in use by another process");
        } finally {
            other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidInOneLine() {
        assertThatThrownBy(
                        () -> JdbcDatabase.open(JdbcDatabaseConfig.of("jdbc:postgresql://localhost:1/x?password=canary")
                                .withCredentials("user", "canary")
                                .withConnectionTimeout(Duration.ofMillis(250))))
                .isInstanceOfSatisfying(ChatException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                    assertThat(e.getMessage())
                            .contains("jdbc:postgresql://localhost:1/x can't be reached")
                            .doesNotContain("canary")
                            .doesNotContain("\n");
                });
    }

    @Test
    void whatIsClosedSaysSo(@TempDir Path directory) {
        JdbcDatabase database = JdbcDatabase.open(JdbcDatabaseConfig.h2File(directory));
        JdbcChatStore closed = JdbcChatStore.on(database, InstantSource.system());
        JdbcChatStore open = JdbcChatStore.on(database, InstantSource.system());
        JdbcUserDirectory users = JdbcUserDirectory.on(database);
        closed.close();
        open.ping(soon());
        assertClosed(() -> closed.ping(soon()));
        users.findById(TenantId.DEFAULT, new UserId("a"), soon());
        database.close();
        assertClosed(() -> open.ping(soon()));
        assertClosed(() -> users.findById(TenantId.DEFAULT, new UserId("a"), soon()));
        database.close();
    }

    private static void assertClosed(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
    }

    @Test
    void aPoolOfTheHostIsUsedAmongItsOtherTablesAndStaysOpen() throws SQLException {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:host;DB_CLOSE_DELAY=-1", "sa", "");
        try {
            execute(pool, "CREATE TABLE orders (id INT PRIMARY KEY)");
            List<Long> migrations = new ArrayList<>();
            for (int start = 1; start <= 2; start++) {
                try (JdbcDatabase database = JdbcDatabase.on(pool)) {
                    JdbcChatStore store = JdbcChatStore.on(database, InstantSource.system());
                    Room.in(store).append(Room.ALICE, "k", "hello");
                }
                migrations.add(count(pool, "\"parley_schema_history\""));
            }
            execute(pool, "INSERT INTO orders VALUES (1)");
            assertThat(count(pool, "parley_conversation")).isEqualTo(2);
            assertThat(migrations.get(1)).isEqualTo(migrations.get(0));
        } finally {
            pool.dispose();
        }
    }

    /** Also where the host hands out connections that do not commit by themselves, and wants them back so. */
    @Test
    void aPoolOfTheHostWithAnotherIsolationIsRefused() {
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:mem:isolated;INIT=SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "sa",
                "");
        try {
            assertConfiguration(() -> JdbcDatabase.on(pool), "READ COMMITTED");
        } finally {
            pool.dispose();
        }
    }

    @Test
    void aConnectionOfTheHostComesBackAsItWas() throws SQLException {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:settings;DB_CLOSE_DELAY=-1", "sa", "");
        try (Connection only = pool.getConnection()) {
            only.setAutoCommit(false);
            try (Statement statement = only.createStatement()) {
                statement.execute("SET LOCK_TIMEOUT 4711");
            }
            JdbcDatabase.on(pool).close();
            Connection kept = unclosable(only);
            JdbcDatabase database = JdbcDatabase.on(proxy(DataSource.class, Map.of("getConnection", kept)));
            JdbcChatStore store = JdbcChatStore.on(database, InstantSource.system());
            Room room = Room.in(store);
            room.append(Room.ALICE, "k", "hello");
            assertThat(room.texts()).containsExactly("hello");
            assertThat(only.getAutoCommit()).isFalse();
            try (Statement statement = only.createStatement();
                    ResultSet rows = statement.executeQuery("CALL LOCK_TIMEOUT()")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(4711);
            }
            assertThat(count(pool, "parley_entry")).isEqualTo(1);
        } finally {
            pool.dispose();
        }
    }

    private static Connection unclosable(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, args) -> method.getName().equals("close") ? null : method.invoke(connection, args));
    }

    private static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(DataSource dataSource, String table) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
