package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.store.AppendResult;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantees G1 and G11 where the disk of the server is full: first for its tables, then for its log, which ends the server. */
class FullDiskPostgresIT {

    private static final int MEBIBYTES = 224;
    private static final int MOST_MESSAGES = 2_000;

    /** Random, for the server compresses. */
    private static final int TEXT = 16_000;

    private static final Set<ErrorCode> CLEAR =
            Set.of(ErrorCode.STORE_UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN, ErrorCode.DEADLINE_EXCEEDED);

    private final Random random = new Random(1);
    private final Set<String> acknowledged = new TreeSet<>();
    private final Set<String> unknown = new TreeSet<>();
    private Room room;
    private int sent;

    private boolean append(String key) {
        String text = key + " "
                + random.ints(TEXT, ' ', '~').mapToObj(Character::toString).collect(Collectors.joining());
        try {
            if (room.append(Room.ALICE, key, text) instanceof AppendResult.Refused refused) {
                assertThat(refused.reason()).isIn(CLEAR);
                return false;
            }
            acknowledged.add(key);
            return true;
        } catch (ChatException e) {
            assertThat(e.code()).isIn(CLEAR);
            if (e.code() != ErrorCode.STORE_UNAVAILABLE) {
                unknown.add(key);
            }
            return false;
        }
    }

    private void appendUntilRefused() {
        for (int i = 0; i < MOST_MESSAGES; i++) {
            if (!append("message " + sent++)) {
                return;
            }
        }
        throw new AssertionError("All messages found space");
    }

    private void awaitWriting(OwnPostgres server) {
        String key = "after " + sent++;
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
            // It ends where it can't write what it did when it comes up again; then a service starts it.
            if (!server.process().isAlive()) {
                server.restart();
            }
            return append(key);
        });
    }

    private void assertKept() {
        Set<String> kept = new TreeSet<>();
        for (String text : room.texts()) {
            assertThat(kept.add(text.replaceFirst("^(\\w+ \\d+) .*", "$1"))).isTrue();
        }
        assertThat(kept).containsAll(acknowledged);
        kept.removeAll(acknowledged);
        assertThat(unknown).containsAll(kept);
    }

    @Test
    void itIsToldAndNothingIsLostAndItWorksAgainWhenThereIsSpace(@TempDir Path directory)
            throws IOException, SQLException {
        try (SmallDisk disk = SmallDisk.mount(directory, MEBIBYTES);
                OwnPostgres server = new OwnPostgres(disk.directory());
                JdbcDatabase database = JdbcDatabase.open(PostgresServer.newDatabase(server.server()))) {
            room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
            assertThat(append("message " + sent++)).isTrue();
            disk.fill();
            appendUntilRefused();
            disk.free();
            awaitWriting(server);
            assertKept();

            disk.fill();
            endLog(server);
            Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> !append("message " + sent++));
            disk.free();
            awaitWriting(server);
            assertKept();
            System.out.printf("FullDiskPostgresIT acknowledged=%d unknown=%d%n", acknowledged.size(), unknown.size());
        }
    }

    /** What is written next needs another file of the log. */
    private static void endLog(OwnPostgres server) {
        try (Connection connection = server.process().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_switch_wal()");
        } catch (SQLException e) {
            // The server noticed at once.
        }
    }
}
