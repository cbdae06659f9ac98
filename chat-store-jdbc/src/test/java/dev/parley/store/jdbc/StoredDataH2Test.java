package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ChatException;
import dev.parley.core.message.UserId;
import dev.parley.testkit.Concurrently;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredDataH2Test extends StoredDataRules {

    @TempDir
    private Path directory;

    @Override
    JdbcDatabaseConfig newDatabase() {
        return JdbcDatabaseConfig.h2File(directory);
    }

    /** Who has no bots does not pay for them. */
    @Test
    void onlyMessagesToBotsTouchTurns(@TempDir Path own) throws SQLException {
        JdbcDatabaseConfig config = JdbcDatabaseConfig.h2File(own);
        try (JdbcDatabase database = JdbcDatabase.open(config);
                Connection connection = DriverManager.getConnection(config.jdbcUrl(), config.username(), "");
                Statement statement = connection.createStatement()) {
            Room room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
            Room withBot = room.withBot(new UserId("bot"));
            statement.execute("SET QUERY_STATISTICS TRUE");
            room.append(Room.ALICE, "k", "text");
            assertThat(statementsOnTurns(statement)).isZero();
            withBot.append(Room.ALICE, "k", "text");
            assertThat(statementsOnTurns(statement)).isOne();
        }
    }

    private static int statementsOnTurns(Statement statement) throws SQLException {
        // Without the question itself, which is among the statements when it is asked again.
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM information_schema.query_statistics"
                + " WHERE sql_statement LIKE '%parley_turn%' AND sql_statement NOT LIKE '%query_statistics%'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** A host that cancels a request interrupts its thread: that must not close the file under all others. */
    @Test
    void anInterruptedWriterDoesNotBreakTheFile(@TempDir Path own) {
        int victims = 2;
        int writers = 4;
        int each = 200;
        Set<Thread> targets = ConcurrentHashMap.newKeySet();
        AtomicInteger atWork = new AtomicInteger(writers);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (JdbcDatabase database = JdbcDatabase.open(JdbcDatabaseConfig.h2File(own))) {
            Room room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
            Concurrently.run(writers + 1, number -> {
                if (number == writers) {
                    while (atWork.get() > 0) {
                        targets.forEach(Thread::interrupt);
                        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2_000_000));
                    }
                    return 0;
                }
                if (number < victims) {
                    targets.add(Thread.currentThread());
                }
                for (int i = 0; i < each; i++) {
                    String key = number + "-" + i;
                    try {
                        room.append(Room.ALICE, key, key);
                        acknowledged.add(key);
                    } catch (ChatException e) {
                        assertThat(number).as("only victims fail: %s", e.code()).isLessThan(victims);
                    }
                    // The flag stays up, as it should, and the next call would fail at once.
                    boolean interrupted = Thread.interrupted();
                    assertThat(interrupted && number >= victims).isFalse();
                }
                targets.remove(Thread.currentThread());
                return atWork.decrementAndGet();
            });
        }
        try (JdbcDatabase database = JdbcDatabase.open(JdbcDatabaseConfig.h2File(own))) {
            JdbcChatStore store = JdbcChatStore.on(database, InstantSource.system());
            Room room = new Room(
                    store,
                    store.log()
                            .conversationsOf(Room.ALICE, null, 1, Room.patience())
                            .items()
                            .get(0)
                            .id());
            assertThat(room.texts()).containsAll(acknowledged).doesNotHaveDuplicates();
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo((writers - victims) * each);
        }
    }
}
