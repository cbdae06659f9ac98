package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import java.util.List;

/** Rules CL-10 to CL-17: who sees what. */
interface VisibilityRules extends ChatStoreFactory {

    @Rule("CL-10")
    default void strangersFindNothing(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice, chat.user("bob"));
        Message message = chat.send(alice, room, "secret");
        assertSeesNothing(chat, chat.user("stranger"), message);
    }

    @Rule("CL-11")
    default void otherTenantsFindNothing(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice, chat.user("bob"));
        Message message = chat.send(alice, room, "secret");
        assertSeesNothing(chat, chat.foreigner("alice"), message);
    }

    @Rule("CL-12")
    default void whoIsGoneFindsNothing(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        Principal carol = chat.user("carol");
        ConversationId room = chat.room(alice, bob, carol);
        Message message = chat.send(alice, room, "secret");
        Draft draft = Draft.of("old key", "by bob");
        chat.send(bob, room, draft);
        chat.log().removeParticipant(bob, room, bob.user(), chat.deadline()).orThrow();
        chat.log().removeParticipant(alice, room, carol.user(), chat.deadline()).orThrow();
        assertThat(chat.append(bob, room, draft)).isInstanceOf(AppendResult.NotFound.class);
        assertSeesNothing(chat, bob, message);
        assertSeesNothing(chat, carol, message);
    }

    private static void assertSeesNothing(LogFixture chat, Principal who, Message message) {
        ConversationId room = message.id().conversation();
        long head = chat.head(chat.user("alice"), room);
        var log = chat.log();
        assertThat(log.find(who, room, chat.deadline())).isEmpty();
        assertThat(chat.append(who, room, Draft.of("k", "x"))).isInstanceOf(AppendResult.NotFound.class);
        List<Outcome<?>> outcomes = List.of(
                log.messages(who, room, HistoryRange.latest(1), chat.deadline()),
                log.entries(who, room, 0, 1, chat.deadline()),
                log.rename(who, room, "x", chat.deadline()),
                log.addParticipant(who, room, who.user(), ParticipantRole.OWNER, 100, chat.deadline()),
                log.removeParticipant(who, room, chat.user("alice").user(), chat.deadline()),
                log.revise(who, message.id(), 1, "x", chat.deadline()),
                log.redact(who, message.id(), chat.deadline()),
                log.advanceMarker(who, room, 1, chat.deadline()));
        assertThat(outcomes).containsOnly(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
        assertThat(log.conversationsOf(who, null, 10, chat.deadline()).items()).isEmpty();
        assertThat(chat.head(chat.user("alice"), room)).isEqualTo(head);
        assertThat(chat.message(chat.user("alice"), message)).isEqualTo(message);
    }

    @Rule("CL-13")
    default void whoJoinsLaterSeesFromTheJoiningOn(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice);
        Message before = chat.send(alice, room, "before");
        chat.join(alice, room, bob);
        assertThat(chat.messages(bob, room)).isEmpty();
        assertThat(chat.log().conversationsOf(bob, null, 10, chat.deadline()).items())
                .singleElement()
                .satisfies(line -> assertThat(line.lastMessage()).isNull());
        Message after = chat.send(alice, room, "after");
        assertThat(chat.messages(bob, room)).containsExactly(after);
        for (HistoryRange range :
                List.of(HistoryRange.after(0, 10), HistoryRange.latest(1), HistoryRange.before(after.seq() + 1, 1))) {
            assertThat(chat.log().messages(bob, room, range, chat.deadline()).orThrow())
                    .isEqualTo(new Page<>(List.of(after), null));
        }
        assertThat(chat.log()
                        .messages(bob, room, HistoryRange.before(after.seq(), 10), chat.deadline())
                        .orThrow()
                        .items())
                .isEmpty();
        chat.log()
                .revise(alice, before.id(), 1, "before, edited", chat.deadline())
                .orThrow();
        assertThat(chat.entries(bob, room)).extracting(Entry::seq).containsExactly(2L, 3L, 4L);
        assertThat(chat.entries(bob, room).get(2))
                .isEqualTo(new Entry.Edited(room, 4, chat.clock().instant(), alice.user(), 1, 2, "", true));
        assertThat(((Entry.Edited) chat.entries(alice, room).get(3)).text()).isEqualTo("before, edited");
        assertThatThrownBy(() -> chat.append(bob, room, Draft.of("k", "re").inReplyTo(before.id())))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REPLY_TO_UNKNOWN));
        Outcome<?> notFound = Outcome.refused(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat((Outcome<?>) chat.log().revise(bob, before.id(), 1, "x", chat.deadline()))
                .isEqualTo(notFound);
        assertThat((Outcome<?>) chat.log().redact(bob, before.id(), chat.deadline()))
                .isEqualTo(notFound);
    }

    @Rule("CL-14")
    default void openHistoryIsSeenWhole(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room =
                chat.create(alice, NewConversation.of("Open").withOpenHistory()).id();
        Message before = chat.send(alice, room, "before");
        chat.join(alice, room, bob);
        assertThat(chat.messages(bob, room)).containsExactly(before);
        assertThat(chat.entries(bob, room)).extracting(Entry::seq).containsExactly(1L, 2L);
        chat.send(bob, room, Draft.of("k", "re").inReplyTo(before.id()));
    }

    @Rule("CL-15")
    default void whoComesBackSeesFromTheNewJoiningOn(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice, bob);
        chat.send(bob, room, "first stay");
        chat.log().removeParticipant(bob, room, bob.user(), chat.deadline()).orThrow();
        chat.send(alice, room, "while away");
        chat.join(alice, room, bob);
        Message after = chat.send(alice, room, "second stay");
        assertThat(chat.messages(bob, room)).containsExactly(after);
        assertThat(chat.entries(bob, room)).extracting(Entry::seq).containsExactly(4L, 5L);
    }

    @Rule("CL-16")
    default void aClosedStoreSaysSo(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        chat.store().close();
        chat.store().close();
        assertThatThrownBy(() -> chat.append(alice, room, Draft.of("k", "x")))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
    }

    /** Lengths are in code points: as UTF-16 units these are twice as long, as bytes four times. */
    @Rule("CL-17")
    default void theLongestValuesAreKept(LogFixture chat) {
        String face = "\ud83d\ude00";
        Principal alice = chat.user(face.repeat(128));
        Conversation created = chat.create(alice, NewConversation.of(face.repeat(200), new UserId("x".repeat(128))));
        assertThat(chat.log().find(alice, created.id(), chat.deadline())).contains(created);
        Draft draft = Draft.of(face.repeat(128), face.repeat(16_000));
        Message message = chat.send(alice, created.id(), draft);
        assertThat(chat.message(alice, message)).isEqualTo(message);
        assertThat(message.text()).isEqualTo(draft.text());
        assertThat(chat.append(alice, created.id(), draft)).isInstanceOf(AppendResult.Duplicate.class);
    }
}
