package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.observe.StoreEvent;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ReadOnlyMode;
import dev.parley.core.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee G1 where the primary dies under load and its standby takes over, which somebody else decides. */
class FailoverIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int EACH = 20 * Integer.getInteger("parley.kills", 5);

    private final List<StoreEvent> heard = new CopyOnWriteArrayList<>();

    private static Deadline deadline() {
        return Deadline.after(TIMEOUT);
    }

    private static boolean reads(Room room) {
        try {
            return room.store().log().find(Room.ALICE, room.id(), deadline()).isPresent();
        } catch (ChatException e) {
            return false;
        }
    }

    private static boolean isReadOnly(Room room) {
        try {
            return room.append(Room.ALICE, "while there is no primary", "text", deadline())
                            instanceof AppendResult.Refused refused
                    && refused.reason() == ErrorCode.STORE_READ_ONLY;
        } catch (ChatException e) {
            return false;
        }
    }

    @Test
    void nothingAcknowledgedIsLostAndWritingComesBackByItself(@TempDir Path directory) {
        try (OwnPostgres primary = new OwnPostgres(directory);
                Standby standby = new Standby(primary, directory)) {
            JdbcDatabaseConfig alone = PostgresServer.newDatabase(primary.server())
                    .withMaximumPoolSize(8)
                    .withConnectionTimeout(Duration.ofSeconds(1));
            String both = alone.jdbcUrl()
                    .replace(
                            "localhost:" + primary.port(),
                            "localhost:" + primary.port() + ",localhost:" + standby.port());
            JdbcDatabaseConfig following =
                    JdbcDatabaseConfig.of(both).withCredentials("postgres", "").withLimits(alone.limits());
            JdbcDatabaseConfig reading = JdbcDatabaseConfig.of(both + "?targetServerType=preferPrimary")
                    .withCredentials("postgres", "")
                    .withLimits(alone.limits());
            try (JdbcDatabase database = JdbcDatabase.open(following);
                    JdbcDatabase readers = JdbcDatabase.open(reading, heard::add)) {
                Room room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
                Room other = Room.in(JdbcChatStore.on(readers, InstantSource.system()));
                Senders senders = new Senders(room, EACH, TIMEOUT);
                senders.run(() -> failOver(senders, primary, standby, other));
                senders.assertKept("after the promotion");
                assertThat(other.append(Room.ALICE, "after", "text")).isInstanceOf(AppendResult.Appended.class);
            }
        }
    }

    private void failOver(Senders senders, OwnPostgres primary, Standby standby, Room other) {
        senders.awaitAcknowledged(senders.all() / 3);
        primary.kill();
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> reads(other));
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> isReadOnly(other));
        assertThat(other.store().readOnlyMode().orElseThrow().reasons()).containsExactly(ReadOnlyMode.SERVER);
        standby.freeze();
        // Whoever asked the server now would get no answer.
        assertThat(isReadOnly(other)).isTrue();
        standby.thaw();
        int before = senders.acknowledged();
        long start = System.nanoTime();
        standby.promote();
        long promoted = System.nanoTime();
        senders.awaitAcknowledged(before + 1);
        long written = System.nanoTime();
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() ->
                        other.store().readOnlyMode().orElseThrow().reasons().isEmpty());
        System.out.printf(
                "Failover: promoted in %d ms, written again %d ms after that%n",
                Duration.ofNanos(promoted - start).toMillis(),
                Duration.ofNanos(written - promoted).toMillis());
        assertThat(heard).hasSize(2).first().isEqualTo(new StoreEvent.WritesHeld(ReadOnlyMode.SERVER));
        assertThat(heard.get(1))
                .isInstanceOfSatisfying(
                        StoreEvent.WritesReleased.class,
                        released -> assertThat(released.reason()).isEqualTo(ReadOnlyMode.SERVER));
    }
}
