package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.AppendResult.Appended;
import dev.parley.core.store.AppendResult.Conflict;
import dev.parley.core.store.AppendResult.Duplicate;
import dev.parley.core.store.AppendResult.NotFound;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Rules CL-1 to CL-9: sequence numbers, idempotency keys, values, deadlines. */
interface SequenceRules extends ChatStoreFactory {

    /** 64 writers mix new messages, repeats, conflicts, strangers, and every other method that writes an entry. */
    @Rule("CL-1")
    default void seqsAndOrdinalsAreDenseUnderLoad(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice, bob);
        int threads = 64;
        List<List<AppendResult>> results = Concurrently.run(threads, number -> {
            Principal author = number % 2 == 0 ? alice : bob;
            return List.of(
                    chat.append(author, room, Draft.of("k" + number, "one")),
                    chat.append(author, room, Draft.of("k" + number, "one")),
                    chat.append(author, room, Draft.of("k" + number, "other")),
                    chat.append(chat.user("stranger"), room, Draft.of("k" + number, "one")),
                    appendAmongOtherWrites(chat, alice, author, room, number));
        });
        for (List<AppendResult> of : results) {
            assertThat(of.get(0)).isInstanceOf(Appended.class);
            assertThat(of.get(1)).isInstanceOf(Duplicate.class);
            assertThat(of.get(2)).isInstanceOf(Conflict.class);
            assertThat(of.get(3)).isInstanceOf(NotFound.class);
            assertThat(of.get(4)).isInstanceOf(Appended.class);
        }
        // Of each writer: two messages, a renaming, a joining, a leaving, an edit, a redaction.
        assertThat(chat.entries(alice, room)).extracting(Entry::seq).isEqualTo(dense(7L * threads));
        assertThat(chat.messages(alice, room)).extracting(Message::ordinal).isEqualTo(dense(2L * threads));
        assertThat(results.stream()
                        .flatMap(List::stream)
                        .filter(Appended.class::isInstance)
                        .map(result -> ((Appended) result).message().seq()))
                .containsExactlyInAnyOrderElementsOf(
                        chat.messages(alice, room).stream().map(Message::seq).toList());
    }

    private static List<Long> dense(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static AppendResult appendAmongOtherWrites(
            LogFixture chat, Principal owner, Principal author, ConversationId room, int number) {
        Principal guest = chat.user("guest-" + number);
        chat.log().rename(owner, room, "Title " + number, chat.deadline()).orThrow();
        AppendResult appended = chat.append(author, room, Draft.of("l" + number, "two"));
        chat.join(owner, room, guest);
        Message message = ((Appended) appended).message();
        chat.log().revise(author, message.id(), 1, "edited", chat.deadline()).orThrow();
        chat.log().removeParticipant(guest, room, guest.user(), chat.deadline()).orThrow();
        chat.log().redact(author, message.id(), chat.deadline()).orThrow();
        return appended;
    }

    @Rule("CL-2")
    default void repeatIsADuplicate(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        Message first = chat.send(alice, room, Draft.of("k", "text"));
        chat.clock().advance(Duration.ofHours(1));
        AppendResult again = chat.append(alice, room, Draft.of("k", "text"));
        assertThat(again).isInstanceOf(Duplicate.class);
        assertThat(((Duplicate) again).message()).isEqualTo(first);
        assertThat(chat.entries(alice, room)).hasSize(1);
    }

    @Rule("CL-3")
    default void otherBodyWithTheSameKeyIsAConflict(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        Message target = chat.send(alice, room, "target");
        chat.send(alice, room, Draft.of("k", "text"));
        assertThat(chat.append(alice, room, Draft.of("k", "text "))).isInstanceOf(Conflict.class);
        assertThat(chat.append(alice, room, Draft.of("k", "text").inReplyTo(target.id())))
                .isInstanceOf(Conflict.class);
        assertThat(chat.append(alice, room, Draft.notice(new IdempotencyKey("k"), "text")))
                .isInstanceOf(Conflict.class);
        assertThat(chat.entries(alice, room)).hasSize(2);
    }

    @Rule("CL-4")
    default void keysAreApartByConversationAuthorAndCase(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice, bob);
        ConversationId other = chat.room(alice, bob);
        Draft draft = Draft.of("k", "text");
        assertThat(List.of(
                        chat.append(alice, room, draft),
                        chat.append(bob, room, draft),
                        chat.append(alice, other, draft),
                        chat.append(alice, room, Draft.of("K", "text"))))
                .allMatch(Appended.class::isInstance);
    }

    /** 200 threads, one key. */
    @Rule("CL-5")
    default void oneKeyAtOnceIsOneEntry(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        List<AppendResult> results = Concurrently.run(200, number -> chat.append(alice, room, Draft.of("k", "text")));
        List<Appended> appended = results.stream()
                .filter(Appended.class::isInstance)
                .map(Appended.class::cast)
                .toList();
        assertThat(appended).hasSize(1);
        assertThat(results.stream().filter(Duplicate.class::isInstance).map(result -> ((Duplicate) result).message()))
                .hasSize(199)
                .containsOnly(appended.get(0).message());
        assertThat(chat.entries(alice, room)).hasSize(1);
    }

    @Rule("CL-6")
    default void repeatIsComparedWithTheBodyAsSent(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        Message edited = chat.send(alice, room, Draft.of("edited", "before"));
        chat.log().revise(alice, edited.id(), 1, "after", chat.deadline()).orThrow();
        Message redacted = chat.send(alice, room, Draft.of("redacted", "before"));
        chat.log().redact(alice, redacted.id(), chat.deadline()).orThrow();
        assertThat(chat.append(alice, room, Draft.of("edited", "before"))).isInstanceOf(Duplicate.class);
        assertThat(chat.append(alice, room, Draft.of("edited", "after"))).isInstanceOf(Conflict.class);
        assertThat(chat.append(alice, room, Draft.of("redacted", "before"))).isInstanceOf(Duplicate.class);
        assertThat(chat.append(alice, room, Draft.of("redacted", ""))).isInstanceOf(Conflict.class);
    }

    @Rule("CL-7")
    default void textComesBackAsSent(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        List<String> texts = List.of(
                "",
                " \t\r\n ",
                " leading and trailing ",
                "\u0001\u0007\u001b[31m\u007f\u0085\u2028",
                "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \u0645\u0631\u062d\u0628\u0627 \u202e reversed",
                "e\u0301 \u00e9 \ufeff \uffff \udbff\udffd",
                "'; DROP TABLE entry; -- \\ %s ${x} {{y}} \"\"",
                "x".repeat(16_000));
        texts.forEach(text -> chat.send(alice, room, text));
        assertThat(chat.messages(alice, room)).extracting(Message::text).isEqualTo(texts);
        assertThat(chat.entries(alice, room))
                .extracting(entry -> ((Entry.Posted) entry).text())
                .isEqualTo(texts);
        Message message = chat.send(alice, room, "to be edited");
        for (int i = 0; i < texts.size(); i++) {
            chat.log()
                    .revise(alice, message.id(), i + 1, texts.get(i), chat.deadline())
                    .orThrow();
            assertThat(chat.message(alice, message).text()).isEqualTo(texts.get(i));
        }
    }

    @Rule("CL-8")
    default void timesAreTheClocksInMicroseconds(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        Instant start = chat.clock().instant();
        chat.clock().advance(Duration.ofNanos(1_999));
        Message message = chat.send(alice, room, "text");
        assertThat(message.createdAt()).isEqualTo(start.plusNanos(1_000));
        assertThat(chat.message(alice, message)).isEqualTo(message);
        assertThat(chat.log().find(alice, room, chat.deadline()).orElseThrow().createdAt())
                .isEqualTo(start);
    }

    @Rule("CL-9")
    default void anExpiredDeadlineWritesNothing(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice, chat.user("bob"));
        Message message = chat.send(alice, room, "text");
        List<ThrowingCallable> calls = List.of(
                () -> chat.log().create(alice, NewConversation.of(""), LogFixture.newKey(), expired()),
                () -> chat.log().append(alice, room, Draft.of("k", "x"), expired()),
                () -> chat.log().rename(alice, room, "x", expired()),
                () -> chat.log().addParticipant(alice, room, new UserId("x"), ParticipantRole.BOT, 9, expired()),
                () -> chat.log().removeParticipant(alice, room, new UserId("bob"), expired()),
                () -> chat.log().revise(alice, message.id(), 1, "x", expired()),
                () -> chat.log().redact(alice, message.id(), expired()),
                () -> chat.log().advanceMarker(alice, room, 1, expired()));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
        }
        assertThat(chat.head(alice, room)).isEqualTo(1);
        assertThat(chat.log().conversationsOf(alice, null, 10, chat.deadline()).items())
                .hasSize(1);
    }

    private static Deadline expired() {
        return Deadline.after(Duration.ZERO);
    }
}
