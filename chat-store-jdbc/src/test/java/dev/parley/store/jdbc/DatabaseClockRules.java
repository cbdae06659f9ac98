package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.ApiKey;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.LoginThrottle.Decision;
import dev.parley.core.auth.LoginThrottle.Verdict;
import dev.parley.core.auth.NewApiKey;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.RefreshRotation;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Stores that were given no clock go by that of the database. It can't be moved, so what is over here lasts for a
 * microsecond, and what is not for an hour.
 */
abstract class DatabaseClockRules {

    private static final TenantId TENANT = new TenantId("default");
    private static final UserId ALICE = new UserId("alice");
    private static final Duration MOMENT = Duration.ofNanos(1_000);
    private static final Duration HOUR = Duration.ofHours(1);

    private JdbcDatabaseConfig config;
    private JdbcDatabase database;

    abstract JdbcDatabaseConfig newDatabase();

    @BeforeEach
    void open() {
        config = newDatabase();
        database = JdbcDatabase.open(config);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private Instant databaseTime() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CURRENT_TIMESTAMP")) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static NewSession asked(String id, Duration idle) {
        return new NewSession(new SessionId(id), ALICE, "Browser", "192.0.2.1", false, idle, HOUR);
    }

    @Test
    void sessions() throws SQLException {
        SessionStore store = JdbcSessionStore.on(database);
        Instant before = databaseTime();
        Session lasting = store.open(TENANT, asked("lasting", HOUR), soon());
        assertThat(lasting.createdAt()).isBetween(before, databaseTime());
        assertThat(lasting.expiresAt()).isEqualTo(lasting.createdAt().plus(HOUR));
        store.open(TENANT, asked("over", MOMENT), soon());
        assertThat(store.find(TENANT, lasting.id(), soon())).contains(lasting);
        assertThat(store.find(TENANT, new SessionId("over"), soon())).isEmpty();
        assertThat(store.touch(TENANT, new SessionId("over"), "", soon())).isFalse();
        Instant between = databaseTime();
        assertThat(store.touch(TENANT, lasting.id(), "192.0.2.2", soon())).isTrue();
        Session touched = store.find(TENANT, lasting.id(), soon()).orElseThrow();
        assertThat(touched.lastSeenAt()).isBetween(between, databaseTime());
        // The absolute end, for the idle one would be later.
        assertThat(touched.expiresAt()).isEqualTo(lasting.createdAt().plus(HOUR));
        assertThat(store.purge(10, soon())).isEqualTo(1);
        assertThat(store.list(TENANT, ALICE, soon())).containsExactly(touched);
    }

    @Test
    void refreshTokens() {
        RefreshTokenStore store = JdbcRefreshTokenStore.on(database);
        store.issue(owner("lasting"), TokenHash.of("a"), HOUR, HOUR, soon());
        store.issue(owner("over"), TokenHash.of("b"), MOMENT, HOUR, soon());
        assertThat(rotate(store, "b", "c", HOUR)).isEqualTo(new RefreshRotation.Expired());
        assertThat(rotate(store, "a", "d", HOUR)).isInstanceOf(RefreshRotation.Rotated.class);
        assertThat(rotate(store, "a", "e", HOUR)).isInstanceOf(RefreshRotation.Retry.class);
        assertThat(store.purge(10, soon())).isEqualTo(1);
        assertThat(rotate(store, "b", "f", HOUR)).isEqualTo(new RefreshRotation.Unknown());
        assertThat(rotate(store, "a", "g", MOMENT)).isEqualTo(new RefreshRotation.Reused(owner("lasting")));
    }

    private static RefreshOwner owner(String session) {
        return new RefreshOwner(TENANT, ALICE, new SessionId(session));
    }

    private static RefreshRotation rotate(RefreshTokenStore store, String from, String to, Duration grace) {
        return store.rotate(TokenHash.of(from), TokenHash.of(to), Secret.of(to), HOUR, grace, soon());
    }

    @Test
    void apiKeys() {
        ApiKeyStore store = JdbcApiKeyStore.on(database);
        ApiKey lasting = store.create(TENANT, key("lasting", HOUR), soon()).orThrow();
        ApiKey endless = store.create(TENANT, key("endless", null), soon()).orThrow();
        ApiKey over = store.create(TENANT, key("over", MOMENT), soon()).orThrow();
        assertThat(store.find(TokenHash.of("lasting"), soon())).contains(lasting);
        assertThat(store.find(TokenHash.of("endless"), soon())).contains(endless);
        assertThat(store.find(TokenHash.of("over"), soon())).isEmpty();
        assertThat(store.touch(TENANT, "over", soon())).isFalse();
        assertThat(store.touch(TENANT, "lasting", soon())).isTrue();
        assertThat(store.list(TENANT, ALICE, soon())).startsWith(over, endless);
        assertThat(store.find(TokenHash.of("lasting"), soon()).orElseThrow().lastUsedAt())
                .isAfter(lasting.createdAt());
    }

    private static NewApiKey key(String id, @Nullable Duration lifetime) {
        return new NewApiKey(id, ALICE, "Key", TokenHash.of(id), Set.of("message:*"), lifetime);
    }

    @Test
    void logins() {
        LoginThrottle throttle = JdbcLoginThrottle.on(database);
        LoginLane closing = new LoginLane(LoginLane.Kind.ACCOUNT, "closing", 1, HOUR, HOUR, HOUR);
        LoginLane passing = new LoginLane(LoginLane.Kind.ACCOUNT, "passing", 1, MOMENT, MOMENT, MOMENT);
        for (LoginLane lane : List.of(closing, passing)) {
            Decision.Admitted admitted = (Decision.Admitted) throttle.acquire(TENANT, List.of(lane), soon());
            throttle.settle(admitted.slot(), Verdict.FAILED, soon());
        }
        assertThat(throttle.acquire(TENANT, List.of(closing), soon()))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(59), HOUR));
        assertThat(throttle.purge(10, soon())).isEqualTo(1);
        assertThat(throttle.acquire(TENANT, List.of(passing), soon())).isInstanceOf(Decision.Admitted.class);
    }
}
