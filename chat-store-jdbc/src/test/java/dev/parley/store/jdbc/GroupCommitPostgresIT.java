package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.Message;
import dev.parley.core.store.AppendResult;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Who leads has little time; it ends while the batch is committed, which goes on in the time of the others. */
    @Test
    void aCommitHasTheTimeOfTheMostPatient() throws Exception {
        execute("""
                CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON parley_entry DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW WHEN (NEW.body = 'slow') EXECUTE FUNCTION wait_at_commit()
                """);
        Hold commits = hold("SELECT pg_advisory_lock(4711)");
        Deadline little = Deadline.after(Duration.ofSeconds(2));
        List<Waiters.Waiter> all = together(
                hold(),
                List.of(
                        call(in -> in.append(Room.ALICE, "leader", "slow", little)),
                        call(in -> in.append(Room.BOB, "other", "slow"))));
        // A machine that stalls may let the time run out before: then the leader fails, and the answer is the same.
        Waiters.await(() -> little.expired() || all.stream().anyMatch(Waiters.Waiter::isDone));
        Waiters.await(() -> isHeld() || all.get(1).isDone());
        commits.letGo();
        assertThat(all.get(1).get()).isInstanceOf(AppendResult.Appended.class);
        assertThat(room().texts()).contains("slow");
    }

    /** An exception belongs to the thread that throws it. */
    @Test
    void eachOfABatchThatFailsHasItsOwnException() throws Exception {
        execute("""
                CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION USING ERRCODE = '42501'; END $$;
                CREATE TRIGGER forbid AFTER INSERT ON parley_entry
                FOR EACH ROW WHEN (NEW.body = 'forbidden') EXECUTE FUNCTION forbid()
                """);
        List<Waiters.Waiter> all = together(
                hold(),
                List.of(
                        call(in -> in.append(Room.ALICE, "one", "forbidden")),
                        call(in -> in.append(Room.BOB, "two", "forbidden"))));
        ChatException one = catchThrowableOfType(ChatException.class, all.get(0)::get);
        ChatException two = catchThrowableOfType(ChatException.class, all.get(1)::get);
        assertThat(one.code()).isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(two).isNotSameAs(one).hasMessage(one.getMessage()).hasCause(one.getCause());
        assertThat(two.code()).isEqualTo(one.code());
    }

    /** The query that waits for the lock answers with what was there when it began. */
    @Test
    void aRepeatThatMeetsTheRemovalOfItsMessageIsANewMessage() throws Exception {
        room().append(Room.ALICE, "k", "text");
        try (Connection trimming = connect();
                Statement statement = trimming.createStatement()) {
            trimming.setAutoCommit(false);
            String id = "'" + room().id() + "'";
            statement.execute("SELECT 1 FROM parley_conversation WHERE id = " + id + " FOR UPDATE");
            statement.execute("DELETE FROM parley_entry WHERE conversation_id = " + id);
            statement.execute("UPDATE parley_conversation SET first_seq = 2, removed_count = 1 WHERE id = " + id);
            Waiters.Waiter repeat = waiters().start(() -> room().append(Room.ALICE, "k", "text"));
            awaitHeld();
            trimming.commit();
            assertThat(repeat.get())
                    .isInstanceOfSatisfying(
                            AppendResult.Appended.class,
                            appended -> assertThat(appended.message().seq()).isEqualTo(2));
        }
    }

    /** Somebody else's lock holds up the conversation that it is for, and no other, however many wait there. */
    @Test
    void aLockedConversationHoldsUpItsOwnMessagesOnly() throws Exception {
        Room other = anotherInTheSameLine();
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
