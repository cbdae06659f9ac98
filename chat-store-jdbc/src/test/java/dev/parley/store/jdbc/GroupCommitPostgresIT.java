package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.Message;
import dev.parley.core.store.AppendResult;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitPostgresIT extends GroupCommitRules {

    @Override
    JdbcDatabaseConfig newDatabase() {
        return PostgresServer.newDatabase();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(config().jdbcUrl(), config().username(), config().password());
    }

    @Override
    Hold hold() throws SQLException {
        return hold("LOCK TABLE parley_conversation IN EXCLUSIVE MODE");
    }

    private Hold hold(String lock) throws SQLException {
        Connection holder = connect();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute(lock);
        }
        return holder::close;
    }

    @Override
    boolean isHeld() {
        return PostgresServer.isLockWait(config());
    }

    /** Somebody else's lock holds up the conversation that it is for, and no other, however many wait there. */
    @Test
    void aLockedConversationHoldsUpItsOwnMessagesOnly() throws Exception {
        Room other = Room.in(room().store());
        Hold held = hold("SELECT 1 FROM parley_conversation WHERE id = '" + room().id() + "' FOR UPDATE");
        List<Waiters.Waiter> stuck = IntStream.range(0, 5)
                .mapToObj(i -> waiters().start(() -> room().append(Room.ALICE, "k" + i, "stuck")))
                .toList();
        // One waits for the lock, the others for that one.
        awaitHeld();
        waiters().awaitInLine(4);
        assertThat(other.append(Room.ALICE, "k", "text")).isInstanceOf(AppendResult.Appended.class);
        held.letGo();
        assertThat(stuck.stream().map(Waiters.Waiter::get)).allMatch(AppendResult.Appended.class::isInstance);
        assertThat(room().messages()).extracting(Message::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
    }
}
