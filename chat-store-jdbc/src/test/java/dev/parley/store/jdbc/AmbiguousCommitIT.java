package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import dev.parley.store.jdbc.CommitCutter.Cut;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection breaks at the one moment when only the server knows what came of the call. */
class AmbiguousCommitIT {

    private static final int CUTS = 10 * Integer.getInteger("parley.kills", 5);

    private JdbcDatabaseConfig direct;
    private CommitCutter cutter;
    private JdbcDatabase database;
    private Room room;

    @BeforeEach
    void open() {
        direct = PostgresServer.newDatabase();
        int port = Integer.parseInt(direct.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
        cutter = new CommitCutter(port);
        // Without prepared statements the word COMMIT is on the wire each time.
        database = JdbcDatabase.open(JdbcDatabaseConfig.of(
                        direct.jdbcUrl().replace(":" + port, ":" + cutter.port()) + "?prepareThreshold=0")
                .withCredentials("postgres", "")
                .withMaximumPoolSize(2));
        room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        cutter.close();
    }

    private void assertUnknown(Cut cut) {
        cutter.cutNextCommit(cut);
        assertThatThrownBy(() -> room.append(Room.ALICE, "k", "text"))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
        assertThat(cutter.hasCut()).isTrue();
    }

    @Test
    void aCommitThatWasNotHeardOfIsFoundAgain() {
        assertUnknown(Cut.AFTER);
        assertThat(room.append(Room.ALICE, "k", "text")).isInstanceOf(AppendResult.Duplicate.class);
        assertThat(room.texts()).containsExactly("text");
    }

    @Test
    void aCommitThatDidNotArriveIsMadeAgain() {
        assertUnknown(Cut.BEFORE);
        assertThat(room.append(Room.ALICE, "k", "text")).isInstanceOf(AppendResult.Appended.class);
        assertThat(room.texts()).containsExactly("text");
    }

    /** Each is asked again with the same key, and is there once, under the seq that was answered. */
    @Test
    void howeverOftenTheConnectionBreaksEveryAppendIsResolved() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, Long> answered = new LinkedHashMap<>();
        for (int i = 0; i < CUTS; i++) {
            String key = "k" + i;
            Cut cut = random.nextBoolean() ? Cut.BEFORE : Cut.AFTER;
            cutter.cutNextCommit(cut);
            assertThatThrownBy(() -> room.append(Room.ALICE, key, key))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
            AppendResult again = room.append(Room.ALICE, key, key);
            if (cut == Cut.AFTER) {
                assertThat(again).as("seed %s", seed).isInstanceOf(AppendResult.Duplicate.class);
                answered.put(key, ((AppendResult.Duplicate) again).message().seq());
            } else {
                assertThat(again).as("seed %s", seed).isInstanceOf(AppendResult.Appended.class);
                answered.put(key, ((AppendResult.Appended) again).message().seq());
            }
        }
        assertThat(room.messages().stream().collect(Collectors.toMap(Message::text, Message::seq)))
                .as("seed %s", seed)
                .isEqualTo(answered);
    }

    @Test
    void creatingAgainAfterAnUnknownOutcomeGivesOneConversation() {
        for (Cut cut : new Cut[] {Cut.BEFORE, Cut.AFTER}) {
            var key = new IdempotencyKey("create " + cut);
            var from = NewConversation.of("Room");
            cutter.cutNextCommit(cut);
            assertThatThrownBy(() -> room.store().log().create(Room.BOB, from, key, Room.patience()))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
            room.store().log().create(Room.BOB, from, key, Room.patience()).orThrow();
        }
        assertThat(room.store()
                        .log()
                        .conversationsOf(Room.BOB, null, 10, Room.patience())
                        .items())
                .hasSize(3);
    }

    /** A holder that does not know whether its turn has ended asks again, and hears of one answer. */
    @Test
    void finishingAgainAfterAnUnknownOutcomeGivesOneAnswer() {
        UserId bot = new UserId("bot");
        Room asked = room.withBot(bot);
        ChatTurns turns = asked.store().turns().orElseThrow();
        for (Cut cut : new Cut[] {Cut.BEFORE, Cut.AFTER}) {
            asked.append(Room.ALICE, "k" + cut, "question");
            TurnLease lease = turns.claimDue(List.of(bot), Duration.ofHours(1), 1, Room.patience())
                    .get(0);
            TurnEnding ending = new TurnEnding.Completed("answer " + cut);
            cutter.cutNextCommit(cut);
            assertThatThrownBy(() -> turns.finish(lease, ending, Room.patience()))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
            FinishedTurn finished = turns.finish(lease, ending, Room.patience()).orElseThrow();
            assertThat(finished.message()).map(Message::text).hasValue("answer " + cut);
        }
        assertThat(asked.texts()).containsExactly("question", "answer BEFORE", "question", "answer AFTER");
    }

    /** All of a batch that broke are told so, and each finds its own message when it asks again, or makes it. */
    @Test
    void aBatchWhoseCommitWasNotHeardOfIsFoundAgain() throws SQLException {
        for (int round = 0; round < CUTS / 10; round++) {
            for (Cut cut : new Cut[] {Cut.BEFORE, Cut.AFTER}) {
                cutBatch(Room.in(room.store()), cut);
            }
        }
    }

    private void cutBatch(Room in, Cut cut) throws SQLException {
        List<String> keys = List.of("a", "b", "c", "d");
        try (Waiters waiters = new Waiters()) {
            List<Waiters.Waiter> senders = new ArrayList<>();
            try (Connection holder = DriverManager.getConnection(direct.jdbcUrl(), direct.username(), "");
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("LOCK TABLE parley_conversation IN EXCLUSIVE MODE");
                // Who is no participant leads, and has nothing to commit.
                waiters.start(() -> in.append(Principal.of("stranger"), "k", "text"));
                PostgresServer.awaitLockWait(direct);
                for (String key : keys) {
                    senders.add(waiters.start(() -> in.append(Room.ALICE, key, key)));
                    waiters.awaitInLine(senders.size());
                }
                cutter.cutNextCommit(cut);
            }
            for (Waiters.Waiter sender : senders) {
                assertThatThrownBy(sender::get)
                        .isInstanceOfSatisfying(
                                ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
            }
        }
        assertThat(keys)
                .allSatisfy(key -> assertThat(in.append(Room.ALICE, key, key))
                        .isInstanceOf(cut == Cut.AFTER ? AppendResult.Duplicate.class : AppendResult.Appended.class));
        assertThat(in.texts()).isEqualTo(keys);
    }

    /** What only looked has nothing to commit, so a cut can't make it unknown. */
    @Test
    void aDuplicateNeedsNoCommit() {
        room.append(Room.ALICE, "k", "text");
        cutter.cutNextCommit(Cut.BEFORE);
        assertThat(room.append(Room.ALICE, "k", "text")).isInstanceOf(AppendResult.Duplicate.class);
        assertThat(cutter.hasCut()).isFalse();
    }
}
