package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.store.AppendResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantees G1 and G11 on H2 where the disk is full from the n-th write on, for every n that a few messages take. */
class FullDiskH2Test {

    /** Each takes a write at least. */
    private static final int MESSAGES = 8;

    private static final int ROUNDS = 2 * Integer.getInteger("parley.kills", 5);

    private final List<String> acknowledged = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    @AfterEach
    void free() {
        FullDisk.free();
    }

    private static JdbcDatabase open(Path directory) {
        FilePath.register(new FullDisk());
        JdbcDatabaseConfig plain = JdbcDatabaseConfig.h2File(directory);
        return JdbcDatabase.open(
                JdbcDatabaseConfig.of(plain.jdbcUrl().replace("h2:file:", "h2:file:" + FullDisk.SCHEME + ":"))
                        .withCredentials("sa", ""));
    }

    /** {@return whether it is stored for sure} */
    private boolean append(Room room, String key) {
        try {
            AppendResult result = room.append(Room.ALICE, key, key);
            if (!(result instanceof AppendResult.Refused refused)) {
                return true;
            }
            assertThat(refused.reason()).isIn(ErrorCode.STORE_UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN);
        } catch (ChatException e) {
            assertThat(e.code()).isIn(ErrorCode.STORE_UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN);
            if (e.code() == ErrorCode.OUTCOME_UNKNOWN) {
                unknown.add(key);
            }
        }
        return false;
    }

    @Test
    void nothingAcknowledgedIsLostAndItWorksAgainWhenThereIsSpace(@TempDir Path directory) {
        int refused = 0;
        try (JdbcDatabase database = open(directory)) {
            Room room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
            for (int round = 0; round < ROUNDS; round++) {
                FullDisk.leave(round % (MESSAGES + 2));
                boolean full = false;
                // Once it is full, a call waits for a connection in vain: one time is enough.
                for (int i = 0; i < MESSAGES && (!full || round == 0); i++) {
                    String key = round + "-" + i;
                    full = !append(room, key);
                    if (full) {
                        refused++;
                    } else {
                        acknowledged.add(key);
                    }
                }
                FullDisk.free();
                String key = "after " + round;
                Awaitility.await()
                        .atMost(30, TimeUnit.SECONDS)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> append(room, key));
                acknowledged.add(key);
                assertKept(room);
            }
        }
        System.out.printf(
                "FullDiskH2Test rounds=%d acknowledged=%d refused=%d unknown=%d%n",
                ROUNDS, acknowledged.size(), refused, unknown.size());
        assertThat(refused).isPositive();
        try (JdbcDatabase database = open(directory)) {
            assertThat(database.readOnlyMode().reasons()).isEmpty();
        }
    }

    private void assertKept(Room room) {
        assertThat(room.texts())
                .doesNotHaveDuplicates()
                .containsAll(acknowledged)
                .allSatisfy(text -> assertThat(acknowledged.contains(text) || unknown.contains(text))
                        .isTrue());
    }
}
