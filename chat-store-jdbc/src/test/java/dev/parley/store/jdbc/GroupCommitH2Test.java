package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.store.AppendResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitH2Test extends GroupCommitRules {

    @TempDir
    private static Path directory;

    @Override
    JdbcDatabaseConfig newDatabase() {
        return JdbcDatabaseConfig.h2File(directory);
    }

    @Override
    Hold hold() throws SQLException {
        WriteTurn turn = turn();
        turn.await(Room.patience());
        return turn::pass;
    }

    private WriteTurn turn() throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(config().jdbcUrl(), config().username(), config().password())) {
            return WriteTurn.of(connection.getMetaData().getURL());
        }
    }

    @Override
    boolean isHeld() {
        return waiters().blocked() == 1;
    }

    /** Who leads waits for its turn to write, is interrupted there, and takes nobody with it. */
    @Test
    void anInterruptedLeaderFailsAlone() throws Exception {
        Hold held = hold();
        Waiters.Waiter first = waiters().start(() -> room().append(Room.ALICE, "first", "first"));
        awaitHeld();
        Waiters.Waiter second = waiters().start(() -> room().append(Room.ALICE, "second", "second"));
        waiters().awaitInLine(1);
        Waiters.Waiter third = waiters().start(() -> room().append(Room.ALICE, "third", "third"));
        waiters().awaitInLine(2);
        first.interrupt();
        assertThat(codeOf(first)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        awaitHeld();
        // Now the second leads, with the third in its batch.
        second.interrupt();
        assertThat(codeOf(second)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        held.letGo();
        assertThat(third.get()).isInstanceOf(AppendResult.Appended.class);
        assertThat(room().texts()).containsExactly("third");
    }

    /** One that is interrupted while the batch with its message stands before the lock, whose leader writes the others. */
    @Test
    void whoLeavesABatchThatWaitsIsNotWritten() throws Exception {
        Hold held = hold();
        Waiters.Waiter first = waiters().start(() -> room().append(Room.ALICE, "first", "first"));
        awaitHeld();
        List<Waiters.Waiter> others = new ArrayList<>();
        for (String key : List.of("second", "third", "fourth")) {
            others.add(waiters().start(() -> room().append(Room.ALICE, key, key)));
            waiters().awaitInLine(others.size());
        }
        first.interrupt();
        assertThat(codeOf(first)).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        awaitHeld();
        // Now the second leads, with the others in its batch.
        others.get(1).interrupt();
        assertThat(codeOf(others.get(1))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        held.letGo();
        assertThat(others.get(0).get()).isInstanceOf(AppendResult.Appended.class);
        assertThat(others.get(2).get()).isInstanceOf(AppendResult.Appended.class);
        assertThat(room().texts()).containsExactly("second", "fourth");
    }
}
