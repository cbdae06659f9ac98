package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.FeedHead;
import dev.parley.core.store.FeedSeat;
import dev.parley.core.store.LiveTurn;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import dev.parley.core.store.TurnSnapshot;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The contract of {@link ChatFeed}: one test for each of its numbered rules; those of turns are aborted where the store has
 * none. The test of an adapter implements this interface and writes {@link ChatStoreFactory#createStore createStore}.
 */
public interface ChatFeedContract extends ChatStoreFactory {

    /**
     * CF-1: seats.
     *
     * @param chat the store under test
     */
    @Rule("CF-1")
    default void participantsHaveASeat(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        Principal carol = chat.user("carol");
        ConversationId room = chat.room(alice, bob);
        assertThat(chat.feed().seat(alice, room, chat.deadline())).contains(new FeedSeat(1, 0));
        chat.send(alice, room, "one");
        chat.join(alice, room, carol);
        chat.send(alice, room, "three");
        chat.log().removeParticipant(bob, room, bob.user(), chat.deadline()).orThrow();
        assertThat(chat.feed().seat(alice, room, chat.deadline())).contains(new FeedSeat(1, 4));
        assertThat(chat.feed().seat(carol, room, chat.deadline())).contains(new FeedSeat(2, 4));
        for (Principal outsider : List.of(bob, chat.user("stranger"), chat.foreigner("alice"))) {
            assertThat(chat.feed().seat(outsider, room, chat.deadline())).isEmpty();
        }
        assertThat(chat.feed().seat(alice, unknown(), chat.deadline())).isEmpty();
    }

    private static ConversationId unknown() {
        return new ConversationId(UUID.randomUUID());
    }

    /**
     * CF-2: entries.
     *
     * @param chat the store under test
     */
    @Rule("CF-2")
    default void entriesComeWithoutGap(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice);
        Message secret = chat.send(alice, room, "secret");
        chat.log().revise(alice, secret.id(), 1, "secret too", chat.deadline()).orThrow();
        chat.join(alice, room, bob);
        chat.send(bob, room, " \uD83D\uDE00 ");
        chat.log().rename(alice, room, "New", chat.deadline()).orThrow();
        chat.log().redact(alice, secret.id(), chat.deadline()).orThrow();
        chat.log().removeParticipant(bob, room, bob.user(), chat.deadline()).orThrow();
        List<Entry> all = chat.entries(alice, room);
        chat.log().removeParticipant(alice, room, alice.user(), chat.deadline()).orThrow();
        List<Entry> read = chat.feed().entries(alice.tenant(), room, 0, 100, chat.deadline());
        assertThat(read).hasSize(8).startsWith(all.toArray(Entry[]::new));
        for (int after = 0; after <= 8; after++) {
            for (int limit : new int[] {1, 3, 8}) {
                assertThat(chat.feed().entries(alice.tenant(), room, after, limit, chat.deadline()))
                        .isEqualTo(read.subList(after, Math.min(after + limit, 8)));
            }
        }
        assertThat(read).extracting(Entry::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(read).noneMatch(entry -> entry.toString().contains("secret"));
        assertThat(chat.feed().entries(alice.tenant(), room, Long.MAX_VALUE, 1, chat.deadline()))
                .isEmpty();
    }

    /**
     * CF-3: tenants.
     *
     * @param chat the store under test
     */
    @Rule("CF-3")
    default void entriesAreOfTheTenant(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        chat.send(alice, room, "text");
        assertThat(chat.feed().entries(chat.foreigner("alice").tenant(), room, 0, 10, chat.deadline()))
                .isEmpty();
        assertThat(chat.feed().entries(alice.tenant(), unknown(), 0, 10, chat.deadline()))
                .isEmpty();
    }

    /**
     * CF-4: heads.
     *
     * @param chat the store under test
     */
    @Rule("CF-4")
    default void headsAreOfAllThatExist(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal foreigner = chat.foreigner("alice");
        ConversationId empty = chat.room(alice);
        ConversationId room = chat.room(alice);
        ConversationId foreign = chat.room(foreigner);
        chat.send(alice, room, "one");
        chat.send(alice, room, "two");
        chat.send(foreigner, foreign, "one");
        List<ConversationId> asked = new ArrayList<>(List.of(room, empty, foreign));
        while (asked.size() < 1_000) {
            asked.add(unknown());
        }
        assertThat(chat.feed().heads(asked, chat.deadline()))
                .isEqualTo(Map.of(
                        room, new FeedHead(2, 1, 0, List.of()),
                        empty, new FeedHead(0, 1, 0, List.of()),
                        foreign, new FeedHead(1, 1, 0, List.of())));
        assertThat(chat.feed().heads(List.of(), chat.deadline())).isEmpty();
    }

    /**
     * CF-5: what is going on in a conversation.
     *
     * @param chat the store under test
     */
    @Rule("CF-5")
    default void aHeadHasTheFirstInLineOfEachBot(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.roomWith(alice, chat.bot("bot"), chat.bot("other"));
        ConversationId elsewhere = chat.roomWith(alice, chat.bot("bot"));
        List<TurnId> first = chat.askAll(alice, room, "first");
        List<TurnId> second = chat.askAll(alice, room, "second");
        TurnId third = chat.ask(alice, elsewhere, "elsewhere");
        LiveTurn waiting = new LiveTurn(first.get(1), 0, TurnState.PENDING, 0);
        TurnLease lease = chat.claim(first.get(0));
        assertLive(chat, room, new LiveTurn(first.get(0), 1, TurnState.RUNNING, 0), waiting);
        chat.write(lease, 0, "\uD83D\uDE00 ab");
        assertLive(chat, room, new LiveTurn(first.get(0), 1, TurnState.RUNNING, 5), waiting);
        chat.write(lease, 5, "c");
        assertLive(chat, room, new LiveTurn(first.get(0), 1, TurnState.RUNNING, 6), waiting);
        assertLive(chat, elsewhere, new LiveTurn(third, 0, TurnState.PENDING, 0));
        chat.turns().release(lease, Duration.ZERO, true, chat.deadline());
        assertLive(chat, room, new LiveTurn(first.get(0), 1, TurnState.PENDING, 0), waiting);
        TurnLease again = chat.claim(first.get(0));
        assertLive(chat, room, new LiveTurn(first.get(0), 2, TurnState.RUNNING, 0), waiting);
        chat.finish(again, new TurnEnding.Completed("answer"));
        assertLive(chat, room, new LiveTurn(second.get(0), 0, TurnState.PENDING, 0), waiting);
    }

    private static void assertLive(LogFixture chat, ConversationId room, LiveTurn... turns) {
        FeedHead head = Objects.requireNonNull(
                chat.feed().heads(List.of(room), chat.deadline()).get(room));
        assertThat(head.turns()).containsExactlyInAnyOrder(turns);
    }

    /**
     * CF-6: one turn.
     *
     * @param chat the store under test
     */
    @Rule("CF-6")
    default void aTurnIsReadWithItsText(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        ConversationId room = chat.roomWith(alice, bot);
        TurnId turn = chat.ask(alice, room, "question");
        assertTurn(chat, alice, turn, "");
        TurnLease lease = chat.claim(turn);
        chat.write(lease, 0, "some ");
        chat.write(lease, 5, "\uD83D\uDE00");
        assertTurn(chat, alice, turn, "some \uD83D\uDE00");
        chat.finish(lease, new TurnEnding.Completed("some \uD83D\uDE00"));
        assertTurn(chat, alice, turn, "");
        assertThat(chat.feed().turn(new TurnId(room, 2, bot.user()), chat.deadline()))
                .isEmpty();
        assertThat(chat.feed().turn(new TurnId(unknown(), 1, bot.user()), chat.deadline()))
                .isEmpty();
    }

    private static void assertTurn(LogFixture chat, Principal reader, TurnId turn, String text) {
        TurnStatus status = chat.status(reader, turn);
        assertThat(chat.feed().turn(turn, chat.deadline())).contains(new TurnSnapshot(status, text));
    }

    /**
     * CF-7: too late.
     *
     * @param chat the store under test
     */
    @Rule("CF-7")
    default void callsThatComeTooLateSaySo(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        chat.send(alice, room, "text");
        TurnId turn = new TurnId(room, 1, alice.user());
        ChatFeed feed = chat.feed();
        List<Consumer<Deadline>> calls = List.of(
                deadline -> feed.seat(alice, room, deadline),
                deadline -> feed.entries(alice.tenant(), room, 0, 10, deadline),
                deadline -> feed.heads(List.of(room), deadline),
                deadline -> feed.turn(turn, deadline));
        calls.forEach(call -> assertFails(ErrorCode.DEADLINE_EXCEEDED, call, Deadline.after(Duration.ZERO)));
        chat.store().close();
        calls.forEach(call -> assertFails(ErrorCode.CLOSED, call, chat.deadline()));
    }

    private static void assertFails(ErrorCode code, Consumer<Deadline> call, Deadline deadline) {
        assertThatThrownBy(() -> call.accept(deadline))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /**
     * CF-8: what was read before may be wiped now.
     *
     * @param chat the store under test
     */
    @Rule("CF-8")
    default void headsCountErasures(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId stays = chat.room(alice, bob);
        ConversationId left = chat.room(alice, bob);
        ConversationId other = chat.room(alice);
        chat.send(bob, left, "to be wiped");
        chat.send(alice, stays, "to stay");
        chat.send(alice, other, "to stay");
        chat.log().removeParticipant(bob, left, bob.user(), chat.deadline()).orThrow();
        List<ConversationId> rooms = List.of(stays, left, other);
        Map<ConversationId, FeedHead> before = chat.feed().heads(rooms, chat.deadline());
        chat.personalData().erase(bob, chat.deadline());
        Map<ConversationId, FeedHead> after = chat.feed().heads(rooms, chat.deadline());
        assertThat(erasures(after, stays)).isEqualTo(erasures(before, stays) + 1);
        assertThat(erasures(after, left)).isEqualTo(erasures(before, left) + 1);
        assertThat(erasures(after, other)).isEqualTo(erasures(before, other));
    }

    private static long erasures(Map<ConversationId, FeedHead> heads, ConversationId room) {
        return Objects.requireNonNull(heads.get(room)).erasures();
    }
}
