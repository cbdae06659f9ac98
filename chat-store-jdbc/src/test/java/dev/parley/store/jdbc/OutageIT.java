package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantees G1 and G11 with a server that freezes and dies. */
class OutageIT {

    private static final Duration TIMEOUT = Duration.ofMillis(600);

    /** How late an answer may come, as a multiple of the time that the call had. */
    private static final int TOLERANCE = 5;

    private static final int KILLS = Integer.getInteger("parley.kills", 5);

    private static OwnPostgres server;
    private JdbcDatabase database;
    private Room room;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = new OwnPostgres(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        database = JdbcDatabase.open(PostgresServer.newDatabase(server.server())
                .withMaximumPoolSize(8)
                .withConnectionTimeout(Duration.ofMillis(500)));
        room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private static Deadline deadline() {
        return Deadline.after(TIMEOUT);
    }

    /** Every kind of call, each in time and each with a code that says that nothing was written. */
    private void assertCallsFailInTime(ErrorCode... codes) {
        List<Consumer<Deadline>> calls = List.of(
                deadline -> room.store().ping(deadline),
                deadline -> room.store().log().find(Room.ALICE, room.id(), deadline),
                deadline -> room.store().log().conversationsOf(Room.ALICE, null, 10, deadline),
                deadline -> room.append(Room.ALICE, "during the outage", "text", deadline),
                deadline -> room.store().log().rename(Room.ALICE, room.id(), "During the outage", deadline),
                deadline -> room.store().feed().heads(List.of(room.id()), deadline),
                deadline ->
                        room.store().turns().orElseThrow().claimDue(List.of(new UserId("bot")), TIMEOUT, 1, deadline),
                deadline -> room.store().log().advanceMarker(Room.BOB, room.id(), 1, deadline),
                deadline -> room.store().personalData().orElseThrow().erase(Room.BOB, deadline),
                deadline -> room.store().personalData().orElseThrow().export(Room.BOB, item -> {}, deadline));
        for (Consumer<Deadline> call : calls) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> call.accept(deadline()))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isIn((Object[]) codes));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(TOLERANCE));
        }
    }

    private void awaitRecovery() {
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    try {
                        room.store().ping(deadline());
                        return true;
                    } catch (ChatException e) {
                        return false;
                    }
                });
    }

    @Test
    void aServerThatIsGoneFailsCallsInTimeAndComesBackByItself() {
        room.append(Room.ALICE, "before", "before");
        server.kill();
        try {
            assertCallsFailInTime(ErrorCode.STORE_UNAVAILABLE);
        } finally {
            server.restart();
        }
        awaitRecovery();
        assertThat(room.append(Room.ALICE, "after", "after")).isInstanceOf(AppendResult.Appended.class);
        assertThat(room.texts()).containsExactly("before", "after");
    }

    @Test
    void aServerThatIsFrozenFailsCallsInTimeAndComesBackByItself() {
        room.append(Room.ALICE, "before", "before");
        server.freeze();
        try {
            assertCallsFailInTime(ErrorCode.DEADLINE_EXCEEDED, ErrorCode.STORE_UNAVAILABLE);
        } finally {
            server.thaw();
        }
        awaitRecovery();
        assertThat(room.append(Room.ALICE, "after", "after")).isInstanceOf(AppendResult.Appended.class);
        assertThat(room.texts()).containsExactly("before", "after");
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingComesTwice() {
        Senders senders = new Senders(room, 40 * KILLS, TIMEOUT);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        senders.run(() -> mistreat(random, senders));
        senders.assertKept("seed " + seed);
    }

    private static void mistreat(Random random, Senders senders) {
        for (int round = 1; round <= KILLS; round++) {
            int mark = (int) ((long) senders.all() * round / (KILLS + 1)) + random.nextInt(20);
            senders.awaitAcknowledged(mark);
            if (random.nextBoolean()) {
                server.kill();
                server.restart();
            } else {
                server.freeze();
                server.thaw();
            }
        }
    }
}
