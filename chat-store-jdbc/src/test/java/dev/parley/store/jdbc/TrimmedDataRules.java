package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.lease.Leases;
import dev.parley.core.message.Message;
import dev.parley.core.message.UserId;
import dev.parley.core.retention.HistoryTrimmer;
import dev.parley.core.retention.TrimmingPace;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.HistoryRule;
import dev.parley.core.store.TurnLease;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is left of old entries in the tables when a trimmer has been at work: nothing. */
abstract class TrimmedDataRules {

    private static final String CANARY = "the-old-canary";

    abstract JdbcDatabaseConfig newDatabase();

    /** Every cell of every table that holds the canary. */
    private static List<String> canaries(JdbcDatabaseConfig config) throws SQLException {
        List<String> hits = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement tables = connection.createStatement();
                Statement statement = connection.createStatement();
                ResultSet names = tables.executeQuery("SELECT table_name FROM information_schema.tables"
                        + " WHERE lower(table_name) LIKE 'parley%'")) {
            while (names.next()) {
                String table = names.getString(1);
                try (ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            if (String.valueOf(rows.getString(column)).contains(CANARY)) {
                                hits.add(table + "." + rows.getMetaData().getColumnName(column));
                            }
                        }
                    }
                }
            }
        }
        return hits;
    }

    private static void talk(JdbcChatStore store) {
        UserId bot = new UserId("bot");
        Room room = Room.in(store).withBot(bot);
        Message edited = ((AppendResult.Appended) room.append(Room.ALICE, "k-" + CANARY, CANARY)).message();
        store.log()
                .revise(Room.ALICE, edited.id(), 1, CANARY + " edited", Room.patience())
                .orThrow();
        store.log().rename(Room.ALICE, room.id(), CANARY, Room.patience()).orThrow();
        store.log().rename(Room.ALICE, room.id(), "Title", Room.patience()).orThrow();
        for (int i = 0; i < 20; i++) {
            room.append(Room.ALICE, "k" + i, CANARY + i);
        }
        ChatTurns turns = store.turns().orElseThrow();
        TurnLease lease = turns.claimDue(List.of(bot), Duration.ofHours(1), 1, Room.patience())
                .get(0);
        turns.write(lease, 0, CANARY, Duration.ofHours(1), Room.patience());
    }

    @Test
    void aTrimmerLeavesNothingOfWhatIsOld() throws SQLException {
        JdbcDatabaseConfig config = newDatabase();
        InstantSource ahead = () -> Instant.now().plus(Duration.ofDays(3));
        try (JdbcDatabase database = JdbcDatabase.open(config);
                Leases leases = Leases.inMemory(InstantSource.system())) {
            JdbcChatStore store = JdbcChatStore.on(database, InstantSource.system());
            talk(store);
            Room young = Room.in(JdbcChatStore.on(database, ahead));
            young.append(Room.ALICE, "k", "young");
            assertThat(canaries(config)).isNotEmpty();
            TrimmingPace pace = new TrimmingPace(Duration.ofDays(1), 7, Duration.ofMillis(1));
            try (HistoryTrimmer trimmer = HistoryTrimmer.start(
                    JdbcChatStore.on(database, ahead).historyRetention().orElseThrow(),
                    leases,
                    HistoryRule.keepFor(Duration.ofDays(2)),
                    pace,
                    InstantSource.system())) {
                assertThat(trimmer).isNotNull();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> canaries(config).isEmpty());
            }
            assertThat(young.texts()).containsExactly("young");
        }
    }
}
