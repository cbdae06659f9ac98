package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.Entry;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.Concurrently;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
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

    /**
     * Eight senders, each of which asks again with the same key until it has an answer, while the server is frozen or
     * killed at random instants of their work.
     */
    @Test
    void nothingAcknowledgedIsLostAndNothingComesTwice() {
        int senders = 8;
        int each = 40 * KILLS;
        AtomicInteger sent = new AtomicInteger();
        Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        long seed = System.nanoTime();
        Concurrently.run(senders + 1, number -> {
            if (number == senders) {
                mistreat(new Random(seed), sent, senders * each);
                return 0;
            }
            for (int i = 0; i < each; i++) {
                String key = number + "-" + i;
                acknowledged.put(key, sendUntilAnswered(key));
                sent.incrementAndGet();
            }
            return each;
        });
        Map<String, Long> kept = new ConcurrentHashMap<>();
        for (Long after = 0L; after != null; ) {
            var page = room.store()
                    .log()
                    .entries(Room.ALICE, room.id(), after, 1_000, Room.patience())
                    .orThrow();
            page.items()
                    .forEach(entry -> assertThat(kept.put(((Entry.Posted) entry).text(), entry.seq()))
                            .isNull());
            after = page.nextCursor();
        }
        assertThat(kept).as("seed %s", seed).isEqualTo(acknowledged);
        assertThat(kept.values())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, (long) senders * each).boxed().toList());
    }

    private static void mistreat(Random random, AtomicInteger sent, int all) {
        for (int round = 1; round <= KILLS; round++) {
            int mark = (int) ((long) all * round / (KILLS + 1)) + random.nextInt(20);
            Awaitility.await()
                    .atMost(100, TimeUnit.SECONDS)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> sent.get() >= mark);
            if (random.nextBoolean()) {
                server.kill();
                server.restart();
            } else {
                server.freeze();
                server.thaw();
            }
        }
    }

    private long sendUntilAnswered(String key) {
        while (true) {
            try {
                AppendResult result = room.append(Room.ALICE, key, key, deadline());
                if (result instanceof AppendResult.Appended appended) {
                    return appended.message().seq();
                }
                if (result instanceof AppendResult.Duplicate duplicate) {
                    return duplicate.message().seq();
                }
                assertThat(result).isInstanceOf(AppendResult.Refused.class);
            } catch (ChatException e) {
                assertThat(e.code())
                        .isIn(ErrorCode.STORE_UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN, ErrorCode.DEADLINE_EXCEEDED);
            }
        }
    }
}
