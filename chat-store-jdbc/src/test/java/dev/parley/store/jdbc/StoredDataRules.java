package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.message.Answer;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.PersonalRecord;
import dev.parley.core.store.TurnEnding;
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
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tables hold, looked at from outside and in numbers that the contracts do not reach. */
abstract class StoredDataRules {

    private static final List<String> TABLES = List.of(
            "parley_conversation",
            "parley_participant",
            "parley_former_participant",
            "parley_entry",
            "parley_turn",
            "parley_fragment",
            "parley_user");

    private JdbcDatabaseConfig config;
    private JdbcDatabase database;
    private JdbcChatStore store;

    abstract JdbcDatabaseConfig newDatabase();

    @BeforeEach
    void open() {
        config = newDatabase();
        database = JdbcDatabase.open(config);
        store = JdbcChatStore.on(database, InstantSource.system());
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Everything in every column, as text. */
    private List<String> dump() throws SQLException {
        List<String> cells = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            cells.add(table + "." + rows.getMetaData().getColumnName(column) + "="
                                    + rows.getString(column));
                        }
                    }
                }
            }
        }
        return cells;
    }

    @Test
    void anErasedUserIsInNoColumnAnyMore() throws SQLException {
        Principal erased = Principal.of("the-erased-one");
        Principal bot = Principal.of("bot");
        NewConversation direct = NewConversation.of("erased title").with(bot.user(), ParticipantRole.BOT);
        Room own = new Room(store, create(erased, direct));
        own.append(erased, "erased key", "erased text");
        Message answer = ((AppendResult.Appended) own.append(bot, "k", "erased answer")).message();
        store.log()
                .revise(bot, answer.id(), 1, "erased answer, corrected", Room.patience())
                .orThrow();
        Room other = Room.in(store);
        store.log()
                .addParticipant(Room.ALICE, other.id(), erased.user(), ParticipantRole.OWNER, 10, Room.patience())
                .orThrow();
        Message message = ((AppendResult.Appended) other.append(erased, "erased key", "erased text")).message();
        store.log()
                .revise(erased, message.id(), 1, "erased edit", Room.patience())
                .orThrow();
        store.log().rename(erased, other.id(), "erased title", Room.patience()).orThrow();
        store.log()
                .removeParticipant(erased, other.id(), Room.BOB.user(), Room.patience())
                .orThrow();
        store.log().redact(erased, message.id(), Room.patience()).orThrow();
        store.log()
                .removeParticipant(Room.ALICE, other.id(), erased.user(), Room.patience())
                .orThrow();
        assertThat(dump()).anyMatch(cell -> cell.contains("the-erased-one"));
        store.personalData().orElseThrow().erase(erased, Room.patience());
        assertThat(dump()).noneMatch(cell -> cell.contains("the-erased-one") || cell.contains("=erased "));
    }

    /** One who asks, while a bot speaks; then the bot, which was asked by another. */
    @Test
    void whatBotsWereAskedAndSayGoesWithTheErased() throws SQLException {
        UserId bot = new UserId("the-erased-bot");
        ChatTurns turns = store.turns().orElseThrow();
        Room room = Room.in(store).withBot(bot);
        room.append(Room.ALICE, "k1", "erased question");
        TurnLease lease = claim(turns, bot);
        turns.write(lease, 0, "erased words", Duration.ofHours(1), Room.patience());
        assertThat(dump()).anyMatch(cell -> cell.contains("erased words"));
        store.personalData().orElseThrow().erase(Room.ALICE, Room.patience());
        assertThat(dump())
                .noneMatch(cell -> cell.contains("=erased "))
                .anyMatch(cell -> cell.equalsIgnoreCase("parley_turn.failure=question_gone"));

        Room other = Room.in(store).withBot(bot);
        other.append(Room.ALICE, "k1", "question");
        other.append(Room.ALICE, "k2", "question");
        turns.finish(claim(turns, bot), new TurnEnding.Completed("answer"), Room.patience());
        turns.write(claim(turns, bot), 0, "erased words", Duration.ofHours(1), Room.patience());
        UserId pseudonym = store.personalData()
                .orElseThrow()
                .erase(Principal.of(bot.value()), Room.patience())
                .pseudonym();
        assertThat(dump()).noneMatch(cell -> cell.contains(bot.value()) || cell.contains("=erased "));
        assertThat(other.messages())
                .extracting(Message::answer)
                .contains(new Answer(new TurnId(other.id(), 1, pseudonym), false));
        assertThat(other.append(Room.ALICE, "k3", "question"))
                .isInstanceOfSatisfying(
                        AppendResult.Appended.class,
                        appended -> assertThat(appended.turns()).isEmpty());
    }

    private static TurnLease claim(ChatTurns turns, UserId bot) {
        return turns.claimDue(List.of(bot), Duration.ofHours(1), 1, Room.patience())
                .get(0);
    }

    private ConversationId create(Principal creator, NewConversation from) {
        IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
        return store.log().create(creator, from, key, Room.patience()).orThrow().id();
    }

    /** More messages than one page of an export, and in order. */
    @Test
    void aLongExportIsCompleteAndOrdered() {
        int messages = 2 * Export.PAGE + 1;
        Room room = Room.in(store);
        for (int i = 1; i <= messages; i++) {
            room.append(Room.ALICE, "k" + i, "text " + i);
        }
        List<PersonalRecord> exported = new ArrayList<>();
        store.personalData().orElseThrow().export(Room.ALICE, exported::add, Room.patience());
        assertThat(exported.stream()
                        .filter(PersonalRecord.Posting.class::isInstance)
                        .map(record -> ((PersonalRecord.Posting) record).postedText()))
                .isEqualTo(IntStream.rangeClosed(1, messages)
                        .mapToObj(i -> "text " + i)
                        .toList());
    }

    /** Instants go in and out as they are in any time zone, also in the hour that a change of clocks repeats or skips. */
    @Test
    void instantsDoNotDependOnTheTimeZoneOfTheProcess() {
        TimeZone before = TimeZone.getDefault();
        List<Instant> instants = List.of(
                Instant.parse("2026-10-25T00:30:00.000001Z"),
                Instant.parse("2026-10-25T01:30:00.999999Z"),
                Instant.parse("2026-03-29T01:30:00Z"),
                Instant.parse("1969-12-31T23:59:59.999999Z"));
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            Room room = Room.in(store);
            for (Instant instant : instants) {
                Room then = room.through(JdbcChatStore.on(database, InstantSource.fixed(instant)));
                then.append(Room.ALICE, "k" + instant, "text");
            }
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
            assertThat(room.messages()).extracting(Message::createdAt).isEqualTo(instants);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** 10,000 ids at once, of which the half is known. */
    @Test
    void manyUsersAreFoundAtOnce() {
        JdbcUserDirectory users = JdbcUserDirectory.on(database);
        List<UserId> known =
                IntStream.range(0, 500).mapToObj(i -> new UserId("user-" + i)).toList();
        known.forEach(id -> register(users, id.value(), "Name of " + id.value()));
        List<UserId> asked = IntStream.range(0, 10_000)
                .mapToObj(i -> new UserId("user-" + i))
                .toList();
        Map<UserId, UserProfile> found = users.findAll(TenantId.DEFAULT, asked, Room.patience());
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    private static void register(JdbcUserDirectory users, String id, String name) {
        NewUser user = new NewUser(new UserId(id), id, name, Set.of("b", "a-role_1"), null);
        assertThat(users.register(TenantId.DEFAULT, user, Room.patience())
                        .orThrow()
                        .roles())
                .hasSize(2);
    }

    /** In Java's order and by Java's folding, whatever the database's collation: also beyond the basic plane. */
    @Test
    void usersAreFoundAndOrderedAsInJava() {
        JdbcUserDirectory users = JdbcUserDirectory.on(database);
        List<String> names = List.of(
                "\uffee last",
                "\ud83d\ude00 face",
                "Zo\u00eb",
                "zo\u00eb",
                "\u00c9mile",
                "emile",
                "a",
                "a b",
                "a!%_\\");
        for (int i = 0; i < names.size(); i++) {
            register(users, "u" + i, names.get(i));
        }
        register(users, "u-same", "a");
        List<String> expected = new ArrayList<>(names);
        expected.add("a");
        assertThat(users.search(TenantId.DEFAULT, "", 200, Room.patience()))
                .extracting(UserProfile::name)
                .isEqualTo(expected.stream().sorted().toList());
        assertThat(users.search(TenantId.DEFAULT, "a", 2, Room.patience()))
                .extracting(profile -> profile.id().value())
                .containsExactly("u-same", "u6");
        assertThat(users.search(TenantId.DEFAULT, "\u00e9M", 200, Room.patience()))
                .extracting(UserProfile::name)
                .containsExactly("\u00c9mile");
        assertThat(users.search(TenantId.DEFAULT, "!%_\\", 200, Room.patience()))
                .hasSize(1);
        assertThat(users.search(TenantId.DEFAULT, "\0", 200, Room.patience())).isEmpty();
        assertThat(users.search(TenantId.DEFAULT, "\ud83d", 200, Room.patience()))
                .isEmpty();
        assertThat(users.findByLogin(TenantId.DEFAULT, "u1\0", Room.patience())).isEmpty();
    }
}
