package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.Receipt;
import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnHold;
import dev.parley.core.store.TurnLease;
import dev.parley.testkit.Concurrently;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must hold between two stores with a pool each, as two processes have them. */
interface TwoStoresRules {

    JdbcDatabase first();

    JdbcDatabase second();

    private Room room() {
        return Room.in(JdbcChatStore.on(first(), InstantSource.system()));
    }

    private JdbcChatStore other() {
        return JdbcChatStore.on(second(), InstantSource.system());
    }

    /** 200 threads over two stores, one key: guarantee G2. */
    @Test
    default void oneKeyIsOneEntryThroughBoth() {
        Room here = room();
        Room there = here.through(other());
        List<AppendResult> results =
                Concurrently.run(200, number -> (number % 2 == 0 ? here : there).append(Room.ALICE, "k", "text"));
        assertThat(results).filteredOn(AppendResult.Appended.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(AppendResult.Duplicate.class::isInstance).hasSize(199);
        assertThat(here.texts()).containsExactly("text");
        assertThat(here.store().log().find(Room.ALICE, here.id(), Room.patience()))
                .map(Conversation::headSeq)
                .hasValue(1L);
    }

    /** The same through two engines, as two servers run them: one receipt, repeated 199 times. */
    @Test
    default void oneKeyIsOneReceiptThroughTwoEngines() {
        Room here = room();
        try (ChatEngine one = ChatEngine.builder(here.store())
                        .timeout(Duration.ofSeconds(30))
                        .build();
                ChatEngine two = ChatEngine.builder(other())
                        .timeout(Duration.ofSeconds(30))
                        .build()) {
            List<Receipt> receipts = Concurrently.run(
                    200,
                    number -> (number % 2 == 0 ? one : two)
                            .session(Room.ALICE)
                            .send(here.id(), Draft.of("k", "text"))
                            .orThrow());
            assertThat(receipts).filteredOn(receipt -> !receipt.repeat()).hasSize(1);
            assertThat(receipts).extracting(Receipt::seq).containsOnly(1L);
            assertThat(here.texts()).containsExactly("text");
        }
    }

    /** Messages, renamings, comings and goings through both at once leave one dense log. */
    @Test
    default void seqsStayDenseThroughBoth() {
        Room here = room();
        Room there = here.through(other());
        int threads = 24;
        int each = 5;
        Concurrently.run(threads, number -> {
            Room mine = number % 2 == 0 ? here : there;
            for (int i = 0; i < each; i++) {
                mine.append(number % 3 == 0 ? Room.BOB : Room.ALICE, number + "-" + i, "text");
                mine.store().log().advanceMarker(Room.BOB, mine.id(), Long.MAX_VALUE, Room.patience());
            }
            UserId guest = new UserId("guest-" + number);
            mine.store()
                    .log()
                    .addParticipant(Room.ALICE, mine.id(), guest, ParticipantRole.MEMBER, 100, Room.patience())
                    .orThrow();
            return mine.store()
                    .log()
                    .removeParticipant(Principal.of(guest.value()), mine.id(), guest, Room.patience())
                    .orThrow();
        });
        assertThat(here.store()
                        .log()
                        .entries(Room.ALICE, here.id(), 0, 1_000, Room.patience())
                        .orThrow()
                        .items())
                .extracting(entry -> entry.seq())
                .isEqualTo(
                        LongStream.rangeClosed(1, threads * (each + 2L)).boxed().toList());
        assertThat(here.messages())
                .extracting(message -> message.ordinal())
                .isEqualTo(
                        LongStream.rangeClosed(1, (long) threads * each).boxed().toList());
    }

    /** Who is removed while messages of theirs are under way posts none after the removal. */
    @Test
    default void nothingIsPostedAfterTheRemoval() {
        for (int round = 0; round < 20; round++) {
            Room here = room();
            Room there = here.through(other());
            List<Long> seqs = Concurrently.run(8, number -> {
                if (number == 0) {
                    return here.store()
                            .log()
                            .removeParticipant(Room.ALICE, here.id(), Room.BOB.user(), Room.patience())
                            .orThrow()
                            .seq();
                }
                AppendResult result = there.append(Room.BOB, "k" + number, "text");
                return result instanceof AppendResult.Appended appended
                        ? appended.message().seq()
                        : 0L;
            });
            assertThat(seqs.subList(1, 8)).allMatch(seq -> seq < seqs.get(0));
        }
    }

    /** Messages sent while their author is erased are wiped, or refused; nothing of them stays. */
    @Test
    default void aMessageSentDuringAnErasureIsWipedOrRefused() {
        for (int round = 0; round < 10; round++) {
            Room here = room();
            Room there = here.through(other());
            String canary = "canary-" + UUID.randomUUID();
            Concurrently.run(
                    8,
                    number -> number == 0
                            ? here.store().personalData().orElseThrow().erase(Room.BOB, Room.patience())
                            : there.append(Room.BOB, canary + number, canary));
            assertThat(here.texts()).doesNotContain(canary);
            assertThat(here.messages()).noneMatch(message -> message.author().equals(Room.BOB.user()));
            assertThat((Outcome<?>)
                            here.store().log().messages(Room.BOB, here.id(), HistoryRange.latest(1), Room.patience()))
                    .isInstanceOf(Outcome.Refused.class);
        }
    }

    /** Erasures of users that share conversations, and messages in these, do not block each other for good. */
    @Test
    default void erasuresAtOnceAllEnd() {
        List<Room> rooms = Stream.generate(this::room).limit(12).toList();
        JdbcChatStore other = other();
        Concurrently.run(6, number -> {
            if (number < 2) {
                Principal user = number == 0 ? Room.ALICE : Room.BOB;
                return (Object) (number == 0 ? rooms.get(0).store() : other)
                        .personalData()
                        .orElseThrow()
                        .erase(user, Room.patience());
            }
            rooms.forEach(room -> room.append(Room.ALICE, "k" + number, "text"));
            return "sent";
        });
        for (Room room : rooms) {
            assertThat(room.store().log().find(Room.ALICE, room.id(), Room.patience()))
                    .isEmpty();
        }
    }

    /** 16 workers over two stores, as nodes with one bot: each turn is claimed once, and each is answered once. */
    @Test
    default void eachTurnIsClaimedOnceThroughBoth() {
        int rooms = 40;
        int each = 5;
        UserId bot = new UserId("bot-" + UUID.randomUUID());
        Room any = room();
        List<ConversationId> asked =
                Stream.generate(() -> any.withBot(bot).id()).limit(rooms).toList();
        asked.forEach(id -> IntStream.range(0, each)
                .forEach(i -> new Room(any.store(), id).append(Room.ALICE, "k" + i, "question " + i)));
        Set<TurnLease> leases = ConcurrentHashMap.newKeySet();
        AtomicInteger ended = new AtomicInteger();
        Concurrently.run(16, number -> {
            ChatTurns turns = (number % 2 == 0 ? any.store() : other()).turns().orElseThrow();
            while (ended.get() < rooms * each) {
                for (TurnLease lease : turns.claimDue(List.of(bot), Duration.ofHours(1), 3, Room.patience())) {
                    assertThat(leases.add(lease)).isTrue();
                    assertThat(turns.write(lease, 0, "ans", Duration.ofHours(1), Room.patience()))
                            .isEqualTo(TurnHold.HELD);
                    assertThat(turns.finish(lease, new TurnEnding.Completed("answer"), Room.patience()))
                            .isPresent();
                    ended.incrementAndGet();
                }
            }
            return number;
        });
        assertThat(leases).hasSize(rooms * each).allMatch(lease -> lease.attempt() == 1);
        for (ConversationId id : asked) {
            assertThat(new Room(any.store(), id).messages())
                    .filteredOn(message -> message.kind() == MessageKind.BOT)
                    .extracting(message ->
                            Objects.requireNonNull(message.answer()).turn().seq())
                    .hasSize(each)
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
    }

    /** Claims, words, releases, ends, stops and departures at once, in one conversation: nothing blocks for good. */
    @Test
    default void whateverHappensAtOnceEveryTurnEnds() {
        UserId bot = new UserId("bot-" + UUID.randomUUID());
        Room here = room().withBot(bot);
        Room there = here.through(other());
        int questions = 60;
        AtomicInteger sent = new AtomicInteger();
        Concurrently.run(8, number -> {
            Room room = number % 2 == 0 ? here : there;
            ChatTurns turns = room.store().turns().orElseThrow();
            while (sent.get() < questions) {
                int i = sent.get();
                switch (number) {
                    case 0, 1 -> {
                        MessageId question = ((AppendResult.Appended)
                                        room.append(Room.ALICE, number + "-" + sent.incrementAndGet(), "question"))
                                .message()
                                .id();
                        if (i % 7 == 0) {
                            room.store().log().redact(Room.ALICE, question, Room.patience());
                        }
                    }
                    case 2 -> turns.stop(Room.ALICE, room.id(), Room.patience());
                    default ->
                        turns.claimDue(List.of(bot), Duration.ofHours(1), 1, Room.patience())
                                .forEach(lease -> Room.speak(turns, lease, i));
                }
            }
            return number;
        });
        here.store().log().removeParticipant(Room.ALICE, here.id(), bot, Room.patience());
        assertThat(here.store()
                        .feed()
                        .heads(List.of(here.id()), Room.patience())
                        .get(here.id())
                        .turns())
                .isEmpty();
        assertThat(here.messages().stream().map(Message::answer).filter(Objects::nonNull))
                .doesNotHaveDuplicates();
    }
}
