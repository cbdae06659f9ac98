package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.Concurrently;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Appends that share a transaction: each gets the answer that it would have got alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GroupCommitRules {

    private JdbcDatabaseConfig config;
    private JdbcDatabase database;
    private Waiters waiters;
    private Room room;

    /** Keeps every writer where it begins, until it is let go. */
    interface Hold {
        void letGo() throws Exception;
    }

    abstract JdbcDatabaseConfig newDatabase();

    abstract Hold hold() throws Exception;

    @BeforeAll
    void openDatabase() {
        config = newDatabase();
        database = JdbcDatabase.open(config);
    }

    @AfterAll
    void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void open() {
        waiters = new Waiters();
        room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
    }

    @AfterEach
    void close() {
        waiters.close();
    }

    JdbcDatabaseConfig config() {
        return config;
    }

    Room room() {
        return room;
    }

    Waiters waiters() {
        return waiters;
    }

    final Room anotherInTheSameLine() {
        return inTheSameLine(() -> Room.in(room.store()));
    }

    final Room inTheSameLine(Supplier<Room> more) {
        return Stream.generate(more)
                .filter(other -> GroupCommit.part(other.id()) == GroupCommit.part(room.id()))
                .findFirst()
                .orElseThrow();
    }

    /** While all writers are held, one stands before the lock, and the others come to wait for it, one by one. */
    final List<Waiters.Waiter> together(Hold held, List<Function<Room, ?>> calls) throws Exception {
        List<Waiters.Waiter> all = new ArrayList<>();
        // A stranger's message writes nothing, so the batch that follows is the first to commit.
        waiters.start(() -> room.append(Principal.of("stranger"), "k", "text"));
        awaitHeld();
        for (Function<Room, ?> call : calls) {
            all.add(waiters.start(() -> call.apply(room)));
            waiters.awaitInLine(all.size());
        }
        held.letGo();
        return all;
    }

    /** {@return whether somebody stands before the lock} */
    abstract boolean isHeld();

    final void awaitHeld() {
        Waiters.await(this::isHeld);
    }

    static <T> Function<Room, T> call(Function<Room, T> call) {
        return call;
    }

    static ErrorCode codeOf(Waiters.Waiter waiter) {
        try {
            throw new AssertionError("An answer: " + waiter.get());
        } catch (ChatException e) {
            return e.code();
        }
    }

    @Test
    void oneKeyInOneBatchIsOneEntry() throws Exception {
        List<Function<Room, ?>> calls = new ArrayList<>();
        IntStream.range(0, 6).forEach(i -> calls.add(call(in -> in.append(Room.ALICE, "k", "text"))));
        calls.add(call(in -> in.append(Room.ALICE, "k", "another text")));
        calls.add(call(in -> in.append(Room.BOB, "k", "text")));
        List<Object> results =
                together(hold(), calls).stream().map(Waiters.Waiter::get).toList();
        assertThat(results.get(0)).isInstanceOf(AppendResult.Appended.class);
        Message message = ((AppendResult.Appended) results.get(0)).message();
        assertThat(results.subList(1, 6)).containsOnly(new AppendResult.Duplicate(message));
        assertThat(results.get(6)).isEqualTo(new AppendResult.Conflict());
        assertThat(results.get(7)).isInstanceOf(AppendResult.Appended.class);
        assertThat(room.messages()).extracting(Message::seq).containsExactly(1L, 2L);
    }

    @Test
    void oneThatCantBeWrittenFailsAlone() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE parley_entry ADD CHECK (body <> 'refused')");
        }
        Room other = anotherInTheSameLine();
        MessageId unknown = new MessageId(room.id(), 99);
        List<Waiters.Waiter> all = together(
                hold(),
                List.of(
                        call(in -> in.append(Room.ALICE, "k1", "one")),
                        call(in -> in.append(Room.BOB, "k2", "refused")),
                        call(in -> other.append(Room.ALICE, "k3", "other")),
                        call(in -> in.store()
                                .log()
                                .append(
                                        Room.BOB,
                                        in.id(),
                                        Draft.of("k4", "reply").inReplyTo(unknown),
                                        Room.patience())),
                        call(in -> in.append(Principal.of("stranger"), "k5", "text")),
                        call(in -> in.append(Room.BOB, "k6", "two"))));
        assertThat(codeOf(all.get(1))).isEqualTo(ErrorCode.INTERNAL);
        assertThat(codeOf(all.get(3))).isEqualTo(ErrorCode.REPLY_TO_UNKNOWN);
        assertThat(all.get(4).get()).isEqualTo(new AppendResult.NotFound());
        assertThat(Stream.of(0, 2, 5).map(i -> all.get(i).get())).allMatch(AppendResult.Appended.class::isInstance);
        assertThat(room.texts()).containsExactlyInAnyOrder("one", "two");
        assertThat(other.texts()).containsExactly("other");
        assertThat(room.messages()).extracting(Message::seq).containsExactly(1L, 2L);
    }

    /** The first in line has less time than those behind it, which do not fail with it. */
    @Test
    void theTimeOfTheLeaderIsItsOwn() throws Exception {
        Hold held = hold();
        Waiters.Waiter leader =
                waiters.start(() -> room.append(Room.ALICE, "short", "short", Deadline.after(Duration.ofMillis(600))));
        // A machine that stalls may let the time run out before: then the answers are the same.
        Waiters.await(() -> isHeld() || leader.isDone());
        Waiters.Waiter next =
                waiters.start(() -> room.append(Room.ALICE, "next", "next", Deadline.after(Duration.ofMillis(900))));
        Waiters.await(() -> next.inLine() || leader.isDone());
        Waiters.Waiter patient = waiters.start(() -> room.append(Room.BOB, "long", "long"));
        assertThat(codeOf(leader)).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(codeOf(next)).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        held.letGo();
        assertThat(patient.get()).isInstanceOf(AppendResult.Appended.class);
        assertThat(room.texts()).containsExactly("long");
    }

    @Test
    void closingTheStoreLetsAllGoThatWait() throws Exception {
        Hold held = hold();
        Waiters.Waiter leader = waiters.start(() -> room.append(Room.ALICE, "leader", "leader"));
        awaitHeld();
        Waiters.Waiter waiter = waiters.start(() -> room.append(Room.ALICE, "waiter", "waiter"));
        waiters.awaitInLine(1);
        room.store().close();
        assertThat(codeOf(waiter)).isEqualTo(ErrorCode.CLOSED);
        assertThatThrownBy(() -> room.append(Room.ALICE, "later", "later"))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
        held.letGo();
        assertThat(leader.get()).isInstanceOf(AppendResult.Appended.class);
    }

    /** The turns of one batch stand in one line, whoever asked. */
    @Test
    void questionsOfOneBatchAreAnsweredInTheirOrder() throws Exception {
        UserId bot = new UserId("bot");
        Room asked = inTheSameLine(() -> room.withBot(bot));
        List<Function<Room, ?>> calls = new ArrayList<>();
        IntStream.range(0, 4).forEach(i -> calls.add(call(in -> asked.append(Room.ALICE, "k" + i, "question"))));
        List<Waiters.Waiter> all = together(hold(), calls);
        assertThat(all.stream().map(Waiters.Waiter::get))
                .extracting(result -> ((AppendResult.Appended) result).turns().size())
                .containsOnly(1);
        List<Long> claimed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<TurnLease> leases = asked.store()
                    .turns()
                    .orElseThrow()
                    .claimDue(List.of(bot), Duration.ofHours(1), 10, Room.patience());
            assertThat(leases).hasSize(1);
            claimed.add(leases.get(0).turn().seq());
            asked.store()
                    .turns()
                    .orElseThrow()
                    .finish(leases.get(0), new TurnEnding.Completed("answer"), Room.patience());
        }
        assertThat(claimed).containsExactly(1L, 2L, 3L, 4L);
    }

    /** Many threads to many conversations: each log is dense, has every message once, and says what was answered. */
    @Test
    void logsStayDenseUnderManySenders() {
        int threads = 64;
        int each = 8;
        List<Room> rooms =
                Stream.generate(() -> Room.in(room.store())).limit(40).toList();
        Map<String, Long> answered = new ConcurrentHashMap<>();
        Concurrently.run(threads, number -> {
            for (int i = 0; i < each; i++) {
                Room to = rooms.get((number * 7 + i * 13) % rooms.size());
                String key = number + "-" + i;
                AppendResult result = to.append(number % 2 == 0 ? Room.ALICE : Room.BOB, key, key);
                answered.put(key, ((AppendResult.Appended) result).message().seq());
            }
            return number;
        });
        Map<String, Long> kept = new ConcurrentHashMap<>();
        for (Room each2 : rooms) {
            List<Entry> log = each2.store()
                    .log()
                    .entries(Room.ALICE, each2.id(), 0, 1_000, Room.patience())
                    .orThrow()
                    .items();
            assertThat(log)
                    .extracting(Entry::seq)
                    .isEqualTo(LongStream.rangeClosed(1, log.size()).boxed().toList());
            log.forEach(entry -> kept.put(((Entry.Posted) entry).text(), entry.seq()));
            assertThat(unread(each2, Room.ALICE)).isEqualTo(after(log, Room.ALICE));
            assertThat(unread(each2, Room.BOB)).isEqualTo(after(log, Room.BOB));
        }
        assertThat(kept).isEqualTo(answered);
    }

    private static long unread(Room in, Principal reader) {
        return in.store().log().conversationsOf(reader, null, 1_000, Room.patience()).items().stream()
                .filter(summary -> summary.id().equals(in.id()))
                .collect(Collectors.toList())
                .get(0)
                .unread();
    }

    private static long after(List<Entry> log, Principal author) {
        long last = log.stream()
                .filter(entry -> entry.author().equals(author.user()))
                .mapToLong(Entry::seq)
                .max()
                .orElse(0);
        return log.size() - last;
    }
}
