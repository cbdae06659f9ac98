package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.NewApiKey;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ends somebody's access and the word of it are written together, or not at all. */
abstract class AtomicAccessRules {

    private static final TenantId TENANT = new TenantId("default");
    private static final UserId ALICE = new UserId("alice");
    private static final SessionId SESSION = new SessionId("s");
    private static final Duration HOUR = Duration.ofHours(1);

    private JdbcDatabaseConfig config;
    private JdbcDatabase database;
    private AccessChanges changes;
    private SessionStore sessions;
    private ApiKeyStore keys;
    private UserDirectory users;

    abstract JdbcDatabaseConfig newDatabase();

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    @BeforeEach
    void open() {
        config = newDatabase();
        database = JdbcDatabase.open(config);
        changes = JdbcAccessChanges.on(database);
        sessions = JdbcSessionStore.on(database);
        keys = JdbcApiKeyStore.on(database);
        users = JdbcUserDirectory.on(database);
        sessions.open(TENANT, new NewSession(SESSION, ALICE, "Browser", "192.0.2.1", false, HOUR, HOUR), soon());
        keys.create(TENANT, new NewApiKey("k", ALICE, "Key", TokenHash.of("k"), Set.of("*"), null), soon())
                .orThrow();
        users.register(TENANT, new NewUser(ALICE, "alice", "Alice", Set.of("member"), "credential"), soon())
                .orThrow();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** {@return what a node would see} */
    private List<Object> state() {
        return List.of(
                sessions.find(TENANT, SESSION, soon()),
                keys.find(TokenHash.of("k"), soon()),
                users.findByLogin(TENANT, "alice", soon()));
    }

    private Map<String, Runnable> calls() {
        return Map.ofEntries(
                Map.entry("revoke", () -> sessions.revoke(TENANT, SESSION, soon())),
                Map.entry("revokeAll", () -> sessions.revokeAll(TENANT, ALICE, null, soon())),
                Map.entry("revokeKey", () -> keys.revoke(TENANT, ALICE, "k", soon())),
                Map.entry("revokeKeys", () -> keys.revokeAll(TENANT, ALICE, soon())),
                Map.entry("roles", () -> users.replaceRoles(TENANT, ALICE, Set.of("admin"), soon())),
                Map.entry("disable", () -> users.setEnabled(TENANT, ALICE, false, soon())),
                Map.entry("password", () -> users.updateCredential(TENANT, ALICE, 1, "other", soon())),
                Map.entry("erase", () -> users.erase(TENANT, ALICE, soon())));
    }

    @Test
    void whatCanNotBeToldIsNotDone() throws SQLException {
        List<Object> before = state();
        outside("ALTER TABLE parley_access_change RENAME TO elsewhere");
        calls().forEach((name, call) -> assertThatThrownBy(call::run)
                .as(name)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL)));
        outside("ALTER TABLE elsewhere RENAME TO parley_access_change");
        assertThat(state()).isEqualTo(before);
        assertThat(changes.head(soon())).isZero();
    }

    @Test
    void whatIsDoneIsTold() {
        assertThat(changes.head(soon())).isZero();
        long told = 0;
        for (String name : List.of("revoke", "revokeKey", "roles", "disable", "password", "erase")) {
            Objects.requireNonNull(calls().get(name)).run();
            told++;
            assertThat(changes.since(told - 1, 10, soon()).changes())
                    .as(name)
                    .containsExactly(new AccessChanges.Change(told, TENANT, ALICE));
        }
        assertThat(state()).allMatch(Optional.empty()::equals);
        calls().values().forEach(Runnable::run);
        assertThat(changes.head(soon())).as("nothing was left to end").isEqualTo(told);
    }

    private void outside(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
