package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.Draft;
import dev.parley.core.observe.StoreEvent;
import dev.parley.core.store.AppendResult;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.pool.PoolLimits;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool of twenty whose connections are all held, and a hundred callers who want one. */
class SaturatedPoolIT {

    private static final int CONNECTIONS = 20;
    private static final int CALLERS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How late an answer may come, as a multiple of the time that it may take. */
    private static final int TOLERANCE = 5;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<StoreEvent> heard = new CopyOnWriteArrayList<>();
    private final JdbcDatabaseConfig config = PostgresServer.newDatabase();
    private JdbcDatabase database;
    private Room room;
    private Connection outsider;

    private void open(PoolLimits limits) {
        database = JdbcDatabase.open(config.withLimits(limits), heard::add);
        room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
    }

    @BeforeEach
    void connect() throws SQLException {
        outsider = DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
    }

    @AfterEach
    void close() throws SQLException {
        outsider.close();
        threads.shutdownNow();
        database.close();
    }

    /** Until the outsider rolls back. By calls that share no transaction: messages would wait for each other instead. */
    private List<Future<Outcome<Change>>> holdAll(int connections) throws SQLException {
        outsider.setAutoCommit(false);
        try (Statement statement = outsider.createStatement()) {
            statement.execute("SELECT 1 FROM parley_conversation FOR UPDATE");
        }
        List<Future<Outcome<Change>>> holders = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            String title = "Holder " + i;
            // Each asks again, should a busy machine keep it from its connection for longer than calls wait.
            holders.add(threads.submit(() -> {
                Outcome<Change> outcome;
                do {
                    outcome = room.store().log().rename(Room.ALICE, room.id(), title, Room.patience());
                } while (outcome instanceof Outcome.Refused);
                return outcome;
            }));
        }
        Awaitility.await()
                .atMost(25, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(waitingForTheLock()).isEqualTo(connections));
        return holders;
    }

    /** Not asked by the outsider: within a transaction the answer stays what it was. */
    private int waitingForTheLock() throws SQLException {
        try (Connection watcher = DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement statement = watcher.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private ChatException refusal() {
        try {
            room.store().log().find(Room.ALICE, room.id(), Room.patience());
            throw new AssertionError("It was answered");
        } catch (ChatException e) {
            return e;
        }
    }

    @Test
    void whoWaitsIsRefusedInTimeAndThatIsToldOnceWithItsEnd() throws Exception {
        open(PoolLimits.DEFAULT.withWarnings(Duration.ofMinutes(1), Duration.ofSeconds(3)));
        List<Future<Outcome<Change>>> holders = holdAll(CONNECTIONS);
        List<Future<List<Duration>>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(threads.submit(() -> {
                List<Duration> waits = new ArrayList<>();
                for (int round = 0; round < 2; round++) {
                    long start = System.nanoTime();
                    ChatException refusal = refusal();
                    waits.add(Duration.ofNanos(System.nanoTime() - start));
                    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_OVERLOADED);
                    assertThat(refusal.retryAfter()).isPresent();
                }
                return waits;
            }));
        }
        List<Duration> all = new ArrayList<>();
        for (Future<List<Duration>> caller : callers) {
            all.addAll(caller.get(60, TimeUnit.SECONDS));
            assertThat(caller.get())
                    .allSatisfy(wait -> assertThat(wait).isBetween(PATIENCE, PATIENCE.multipliedBy(TOLERANCE)));
        }
        assertThat(heard).hasSize(1).first().isInstanceOf(StoreEvent.PoolSaturated.class);
        outsider.rollback();
        long released = System.nanoTime();
        for (Future<Outcome<Change>> holder : holders) {
            assertThat(holder.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
        }
        System.out.printf(
                "SaturatedPoolIT refused=%d after %d to %d ms, free %d ms after the release%n",
                all.size(),
                Collections.min(all).toMillis(),
                Collections.max(all).toMillis(),
                Duration.ofNanos(System.nanoTime() - released).toMillis());
        assertThat(heard).hasSize(2).last().isInstanceOf(StoreEvent.PoolRelieved.class);
        room.store().ping(Room.patience());
    }

    @Test
    void beyondTheBoundCallersAreRefusedWithoutWaiting() throws Exception {
        open(PoolLimits.DEFAULT.withMaximumPoolSize(2).withWaiting(3, Duration.ofMinutes(1)));
        List<Future<Outcome<Change>>> holders = holdAll(2);
        List<Future<?>> waiters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiters.add(threads.submit(() -> room.store().ping(Room.patience())));
        }
        // The fourth finds three before it, and is the only one to be answered.
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> waiters.stream().filter(Future::isDone).count() == 1);
        assertThat(room.append(Room.BOB, "one more", "text"))
                .isInstanceOfSatisfying(
                        AppendResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(ErrorCode.STORE_OVERLOADED));
        assertThat(waiters.stream().filter(Future::isDone))
                .singleElement()
                .satisfies(
                        waiter -> assertThatThrownBy(() -> waiter.get()).hasRootCauseInstanceOf(ChatException.class));
        outsider.rollback();
        for (Future<Outcome<Change>> holder : holders) {
            assertThat(holder.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
        }
    }

    /** It waits for a connection as long as it has time; those in its batch have more. */
    @Test
    void aLeaderThatGetsNoConnectionInItsTimeFailsAlone() throws Exception {
        open(PoolLimits.DEFAULT.withMaximumPoolSize(1).withWaiting(10, Duration.ofMinutes(1)));
        List<Future<Outcome<Change>>> holders = holdAll(1);
        try (Waiters waiters = new Waiters()) {
            Waiters.Waiter first = waiters.start(
                    () -> room.append(Room.ALICE, "first", "text", Deadline.after(Duration.ofMillis(600))));
            Waiters.await(() -> waiters.blocked() == 1 || first.isDone());
            Waiters.Waiter second = waiters.start(
                    () -> room.append(Room.ALICE, "second", "text", Deadline.after(Duration.ofMillis(900))));
            Waiters.await(() -> second.inLine() || first.isDone());
            Waiters.Waiter patient = waiters.start(() -> room.append(Room.BOB, "patient", "text"));
            Waiters.await(() -> first.isDone() && second.isDone());
            outsider.rollback();
            assertThat(patient.get()).isInstanceOf(AppendResult.Appended.class);
        }
        assertThat(room.texts()).containsExactly("text");
        for (Future<Outcome<Change>> holder : holders) {
            assertThat(holder.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
        }
    }

    /** A call that took a second connection while it has one would wait for itself. */
    @Test
    void noCallNeedsTwoConnections() throws Exception {
        open(PoolLimits.DEFAULT.withMaximumPoolSize(1).withWaiting(200, Duration.ofMinutes(1)));
        List<Future<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            callers.add(threads.submit(() -> {
                Room mine = Room.in(room.store());
                room.append(Room.ALICE, "caller " + number, "text");
                mine.store().log().append(Room.ALICE, mine.id(), Draft.of("k", "text"), Room.patience());
                mine.store().personalData().orElseThrow().export(Room.ALICE, item -> {}, Room.patience());
                return mine.texts().size();
            }));
        }
        for (Future<Integer> caller : callers) {
            assertThat(caller.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }
}
