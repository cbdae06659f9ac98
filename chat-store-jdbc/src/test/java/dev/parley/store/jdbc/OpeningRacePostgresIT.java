package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A session is written and not committed when all of its user's are ended: that must not pass it by. */
class OpeningRacePostgresIT {

    private static final TenantId TENANT = new TenantId("default");
    private static final UserId ALICE = new UserId("alice");
    private static final Duration HOUR = Duration.ofHours(1);

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    private static void open(SessionStore sessions, int number) {
        SessionId id = new SessionId("s" + number);
        sessions.open(TENANT, new NewSession(id, ALICE, "Browser", "192.0.2.1", false, HOUR, HOUR), soon());
    }

    @Test
    void revokingAllWaitsForASessionThatIsBeingOpened() throws SQLException {
        JdbcDatabaseConfig config = PostgresServer.newDatabase();
        try (JdbcDatabase database = JdbcDatabase.open(config);
                SessionStore sessions = JdbcSessionStore.on(database);
                Connection outsider =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement statement = outsider.createStatement()) {
            for (int i = 0; i < SessionStore.MAX_PER_USER; i++) {
                open(sessions, i);
            }
            outsider.setAutoCommit(false);
            statement.execute("SELECT seq FROM parley_access_head FOR UPDATE");
            // It ends another session, and so stops at what the outsider holds, after its own row is written.
            CompletableFuture<Void> opening = CompletableFuture.runAsync(
                    () -> open(sessions, SessionStore.MAX_PER_USER), OpeningRacePostgresIT::inAThread);
            awaitWaiting(statement, 1);
            CompletableFuture<Integer> ending = CompletableFuture.supplyAsync(
                    () -> sessions.revokeAll(TENANT, ALICE, null, soon()), OpeningRacePostgresIT::inAThread);
            awaitWaiting(statement, 2);
            outsider.rollback();
            opening.join();
            assertThat(ending.join()).isEqualTo(SessionStore.MAX_PER_USER);
            assertThat(sessions.list(TENANT, ALICE, soon())).isEmpty();
        }
    }

    /** The common pool has one thread on two processors, and from Java 25 on nothing beside it. */
    private static void inAThread(Runnable work) {
        new Thread(work, "opening-race").start();
    }

    private static void awaitWaiting(Statement statement, int count) {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")) {
                rows.next();
                return rows.getInt(1) == count;
            }
        });
    }
}
