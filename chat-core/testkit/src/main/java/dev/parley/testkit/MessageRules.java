package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Rules CL-30 to CL-37: messages, replies, edits, redactions. */
interface MessageRules extends ChatStoreFactory {

    @Rule("CL-30")
    default void kindTellsWhoSpeaks(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.user("bot");
        NewConversation from = NewConversation.of("Room").with(bot.user(), ParticipantRole.BOT);
        ConversationId room = chat.create(alice, from).id();
        chat.send(alice, room, "hello");
        chat.send(bot, room, "hello yourself");
        chat.send(alice, room, Draft.notice(LogFixture.newKey(), "closing soon"));
        assertThat(chat.messages(alice, room))
                .extracting(Message::kind)
                .containsExactly(MessageKind.USER, MessageKind.BOT, MessageKind.SYSTEM);
    }

    @Rule("CL-31")
    default void repliesNameAVisibleMessage(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        Message target = chat.send(alice, room, "target");
        Message reply = chat.send(alice, room, Draft.of("k", "reply").inReplyTo(target.id()));
        assertThat(reply.replyTo()).isEqualTo(target.id());
        assertThat(chat.message(alice, reply).replyTo()).isEqualTo(target.id());
        chat.log().rename(alice, room, "New", chat.deadline()).orThrow();
        Message elsewhere = chat.send(alice, chat.room(alice), "elsewhere");
        List<MessageId> wrong = List.of(new MessageId(room, 3), new MessageId(room, 99), elsewhere.id());
        for (MessageId id : wrong) {
            assertThatThrownBy(() ->
                            chat.append(alice, room, Draft.of("wrong", "reply").inReplyTo(id)))
                    .isInstanceOfSatisfying(ChatException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.REPLY_TO_UNKNOWN);
                        assertThat(e.field()).contains("replyTo");
                    });
        }
        assertThat(chat.head(alice, room)).isEqualTo(3);
    }

    @Rule("CL-32")
    default void onlyTheAuthorEditsAndOnlyTheRevisionRead(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice, bob);
        Message message = chat.send(bob, room, "one");
        assertThat(chat.log().revise(alice, message.id(), 1, "x", chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.AUTHOR_REQUIRED));
        chat.clock().advance(Duration.ofMinutes(1));
        assertThat(chat.log().revise(bob, message.id(), 1, "two", chat.deadline()))
                .isEqualTo(Outcome.done(new Revision(message.id(), 2, 2)));
        assertThat(chat.log().revise(bob, message.id(), 1, "three", chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.REVISION_CONFLICT));
        assertThat(chat.log().revise(bob, message.id(), 3, "three", chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.REVISION_CONFLICT));
        Message edited = chat.message(alice, message);
        assertThat(edited.text()).isEqualTo("two");
        assertThat(edited.revision()).isEqualTo(2);
        assertThat(edited.editedAt()).isEqualTo(chat.clock().instant());
        assertThat(edited.createdAt()).isEqualTo(message.createdAt());
        assertThat(chat.entries(alice, room).get(1))
                .isEqualTo(new Entry.Edited(room, 2, chat.clock().instant(), bob.user(), 1, 2, "two", false));
    }

    @Rule("CL-33")
    default void theSameEditAgainIsTheSame(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        Message message = chat.send(alice, room, "one");
        Outcome<Revision> first = chat.log().revise(alice, message.id(), 1, "two", chat.deadline());
        chat.send(alice, room, "between");
        assertThat(chat.log().revise(alice, message.id(), 1, "two", chat.deadline()))
                .isEqualTo(first);
        assertThat(chat.head(alice, room)).isEqualTo(3);
        assertThat(chat.message(alice, message).revision()).isEqualTo(2);
    }

    /** 32 threads edit one revision. */
    @Rule("CL-34")
    default void oneOfManyEditsAtOnceSucceeds(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        Message message = chat.send(alice, room, "one");
        List<Outcome<Revision>> outcomes = Concurrently.run(
                32, number -> chat.log().revise(alice, message.id(), 1, "edit " + number, chat.deadline()));
        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Outcome.refused(ErrorCode.REVISION_CONFLICT)::equals)
                .hasSize(31);
        assertThat(chat.head(alice, room)).isEqualTo(2);
    }

    @Rule("CL-35")
    default void redactionTakesTheTextOutEverywhere(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        Principal carol = chat.user("carol");
        ConversationId room = chat.room(alice, bob, carol);
        Message own = chat.send(bob, room, "secret one");
        chat.log().revise(bob, own.id(), 1, "secret two", chat.deadline()).orThrow();
        chat.log()
                .revise(bob, own.id(), 2, "secret two and a half", chat.deadline())
                .orThrow();
        Message other = chat.send(bob, room, "secret three");
        assertThat(chat.log().redact(carol, own.id(), chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.AUTHOR_REQUIRED));
        assertThat(chat.log().redact(bob, own.id(), chat.deadline())).isEqualTo(Outcome.done(new Change(5, true)));
        assertThat(chat.log().redact(alice, other.id(), chat.deadline())).isEqualTo(Outcome.done(new Change(6, true)));
        assertThat(chat.messages(carol, room))
                .allMatch(message -> message.redacted() && message.text().isEmpty());
        assertThat(chat.entries(carol, room))
                .noneMatch(entry -> entry.toString().contains("secret"));
        assertThat(chat.entries(carol, room).get(4))
                .isEqualTo(new Entry.Redacted(room, 5, chat.clock().instant(), bob.user(), 1));
        assertThat(chat.log().conversationsOf(carol, null, 1, chat.deadline()).items())
                .allMatch(line ->
                        Objects.requireNonNull(line.lastMessage()).text().isEmpty());
    }

    @Rule("CL-36")
    default void redactedOnceIsRedactedForGood(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        Message message = chat.send(alice, room, "text");
        Change first = chat.log().redact(alice, message.id(), chat.deadline()).orThrow();
        chat.send(alice, room, "between");
        assertThat(chat.log().redact(alice, message.id(), chat.deadline()))
                .isEqualTo(Outcome.done(new Change(first.seq(), false)));
        assertThat(chat.log().revise(alice, message.id(), 1, "x", chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.MESSAGE_REDACTED));
        assertThat(chat.head(alice, room)).isEqualTo(3);
    }

    /** An edit and a redaction at once, twenty times: whichever comes first, no text is left. */
    @Rule("CL-36")
    default void anEditDoesNotOutliveARedaction(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        for (int round = 0; round < 20; round++) {
            Message message = chat.send(alice, room, "secret");
            Concurrently.run(
                    2,
                    number -> number == 0
                            ? chat.log().redact(alice, message.id(), chat.deadline())
                            : chat.log().revise(alice, message.id(), 1, "secret, edited", chat.deadline()));
            assertThat(chat.message(alice, message).text()).isEmpty();
        }
        assertThat(chat.entries(alice, room))
                .noneMatch(entry -> entry.toString().contains("secret"));
    }

    @Rule("CL-37")
    default void anIdOfNoMessageIsNotFound(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        chat.join(alice, room, chat.user("bob"));
        for (long seq : new long[] {1, 2, Long.MAX_VALUE}) {
            MessageId id = new MessageId(room, seq);
            assertThat(List.<Outcome<?>>of(
                            chat.log().revise(alice, id, 1, "x", chat.deadline()),
                            chat.log().redact(alice, id, chat.deadline())))
                    .containsOnly(Outcome.refused(ErrorCode.MESSAGE_NOT_FOUND));
        }
    }
}
