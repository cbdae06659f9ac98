package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.parley.core.auth.NewUser;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that lives but can't take the call: busy connections, locked rows, no writes, interrupted callers. */
class BusyDatabaseIT {

    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Outcome<Change>>> lent = new ArrayList<>();
    private JdbcDatabaseConfig config;
    private JdbcDatabase database;
    private Room room;
    private Connection outsider;

    @BeforeEach
    void open() throws SQLException {
        config = PostgresServer.newDatabase().withMaximumPoolSize(2).withConnectionTimeout(PATIENCE);
        database = JdbcDatabase.open(config);
        room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
        outsider = DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
    }

    @AfterEach
    void close() throws SQLException {
        outsider.close();
        threads.shutdownNow();
        database.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = outsider.createStatement()) {
            statement.execute(sql);
        }
    }

    private void lockTheConversation() throws SQLException {
        outsider.setAutoCommit(false);
        execute("SELECT 1 FROM parley_conversation FOR UPDATE");
    }

    private static Deadline after(int millis) {
        return Deadline.after(Duration.ofMillis(millis));
    }

    @Test
    void aLockedConversationFailsInTimeAndWritesNothing() throws SQLException {
        lockTheConversation();
        long start = System.nanoTime();
        assertThatThrownBy(() -> room.append(Room.ALICE, "k", "text", after(500)))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2_500));
        outsider.rollback();
        assertThat(room.texts()).isEmpty();
        assertThat(room.append(Room.ALICE, "k", "text")).isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void aPoolThatIsAllLentRefuses() throws Exception {
        lockTheConversation();
        lendAll();
        awaitWaiters(2);
        long start = System.nanoTime();
        assertThat(room.append(Room.ALICE, "three", "text"))
                .isInstanceOfSatisfying(AppendResult.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(ErrorCode.STORE_OVERLOADED);
                    assertThat(refused.retryAfter()).isPositive();
                });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(PATIENCE, PATIENCE.multipliedBy(5));
        Outcome<?> outcome =
                room.store().log().messages(Room.ALICE, room.id(), HistoryRange.latest(1), Room.patience());
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.STORE_OVERLOADED));
        assertThatThrownBy(() -> room.store().log().find(Room.ALICE, room.id(), Room.patience()))
                .isInstanceOfSatisfying(ChatException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.STORE_OVERLOADED);
                    assertThat(e.retryAfter()).isPresent();
                });
        outsider.rollback();
        for (Future<Outcome<Change>> each : lent) {
            assertThat(each.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
        }
        assertThat(room.append(Room.ALICE, "three", "text")).isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void aCallWaitsForAConnectionNoLongerThanItHasTime() throws Exception {
        lockTheConversation();
        lendAll();
        awaitWaiters(2);
        long start = System.nanoTime();
        room.append(Room.ALICE, "three", "text", after(50));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(250));
    }

    @Test
    void aPoolOfTheHostThatIsAllLentRefuses() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(config.jdbcUrl());
            pool.setUsername(config.username());
            pool.setPassword(config.password());
            pool.setMaximumPoolSize(2);
            pool.setConnectionTimeout(PATIENCE.toMillis());
            Room same = room.through(JdbcChatStore.on(JdbcDatabase.on(pool), InstantSource.system()));
            try (Connection one = pool.getConnection();
                    Connection two = pool.getConnection()) {
                assertThat(one).isNotSameAs(two);
                assertThat(same.append(Room.ALICE, "k", "text"))
                        .isInstanceOfSatisfying(
                                AppendResult.Refused.class,
                                refused -> assertThat(refused.reason()).isEqualTo(ErrorCode.STORE_OVERLOADED));
            }
            assertThat(same.append(Room.ALICE, "k", "text")).isInstanceOf(AppendResult.Appended.class);
        }
    }

    @Test
    void aServerWithoutConnectionsLeftRefuses() throws SQLException {
        execute("CREATE ROLE guest LOGIN");
        execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO guest");
        execute("GRANT parley_app, parley_writer, parley_worker TO guest");
        try (JdbcDatabase guests =
                JdbcDatabase.open(config.withCredentials("guest", "").withMaximumPoolSize(1))) {
            Room same = room.through(JdbcChatStore.on(guests, InstantSource.system()));
            execute("ALTER ROLE guest CONNECTION LIMIT 0");
            endConnectionsOf("guest");
            Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> {
                try {
                    return same.append(Room.ALICE, "k", "text", after(2_000)) instanceof AppendResult.Refused refused
                            && refused.reason() == ErrorCode.STORE_OVERLOADED;
                } catch (ChatException e) {
                    return false;
                }
            });
        }
    }

    private void endConnectionsOf(String user) throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + user + "'");
    }

    @Test
    void aServerThatTakesNoWritesStillReads() throws SQLException {
        room.append(Room.ALICE, "before", "before");
        NewUser user = new NewUser(new UserId("u"), "u", "U", Set.of(), null);
        setReadOnly("on");
        assertThat(room.append(Room.ALICE, "k", "text"))
                .isInstanceOfSatisfying(
                        AppendResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(ErrorCode.STORE_READ_ONLY));
        assertThat((Outcome<?>) room.store().log().rename(Room.ALICE, room.id(), "x", Room.patience()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.STORE_READ_ONLY));
        assertThat((Outcome<?>) JdbcUserDirectory.on(database).register(TenantId.DEFAULT, user, Room.patience()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.STORE_READ_ONLY));
        assertThatThrownBy(() -> room.store().personalData().orElseThrow().erase(Room.BOB, Room.patience()))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_READ_ONLY));
        assertThat(room.texts()).containsExactly("before");
        setReadOnly("off");
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .until(() -> room.append(Room.ALICE, "k", "text") instanceof AppendResult.Appended);
        assertThat(room.store().readOnlyMode().orElseThrow().reasons()).isEmpty();
    }

    /** The setting counts for new connections. */
    private void setReadOnly(String value) throws SQLException {
        execute("SET default_transaction_read_only = off");
        execute("ALTER DATABASE " + outsider.getCatalog() + " SET default_transaction_read_only = " + value);
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> {
            try {
                return room.store()
                        .log()
                        .find(Room.ALICE, room.id(), after(2_000))
                        .isPresent();
            } catch (ChatException e) {
                return false;
            }
        });
    }

    @Test
    void anInterruptedCallerGetsAnAnswerAndKeepsTheFlag() throws Exception {
        lockTheConversation();
        lendAll();
        awaitWaiters(2);
        Future<Boolean> interrupted = threads.submit(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> room.append(Room.ALICE, "three", "text"))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
            return Thread.currentThread().isInterrupted();
        });
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        outsider.rollback();
    }

    /** A deadlock with somebody else's transaction is a matter of trying again, not of the caller. */
    @Test
    void aDeadlockIsTriedAgain() throws Exception {
        outsider.setAutoCommit(false);
        execute("UPDATE parley_participant SET role = role WHERE user_id = 'alice'");
        Future<AppendResult> append = threads.submit(() -> room.append(Room.ALICE, "k", "text"));
        awaitWaiters(1);
        Future<?> closing = threads.submit(() -> {
            execute("SET deadlock_timeout = '10s'; SELECT 1 FROM parley_conversation FOR UPDATE");
            outsider.rollback();
            return null;
        });
        closing.get(20, TimeUnit.SECONDS);
        assertThat(append.get(20, TimeUnit.SECONDS)).isInstanceOf(AppendResult.Appended.class);
        assertThat(room.texts()).containsExactly("text");
    }

    /** With calls that share no transaction: messages would wait for each other before they took a connection. */
    private void lendAll() {
        for (String key : List.of("one", "two")) {
            lent.add(threads.submit(() -> room.store().log().rename(Room.ALICE, room.id(), key, Room.patience())));
        }
    }

    private void awaitWaiters(int count) {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    try (Connection watcher = DriverManager.getConnection(
                                    config.jdbcUrl(), config.username(), config.password());
                            Statement statement = watcher.createStatement();
                            var rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
                        rows.next();
                        return rows.getInt(1) == count;
                    }
                });
    }
}
