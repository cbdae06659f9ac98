package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.AppendResult.Appended;
import dev.parley.core.store.AppendResult.Conflict;
import dev.parley.core.store.AppendResult.Duplicate;
import dev.parley.core.store.AppendResult.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** Rules CL-1 to CL-8: sequence numbers and idempotency keys. */
interface SequenceRules extends ChatStoreFactory {

    /** 64 writers mix new messages, repeats, conflicts and strangers. */
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
                    chat.append(author, room, Draft.of("l" + number, "two")));
        });
        for (List<AppendResult> of : results) {
            assertThat(of.get(0)).isInstanceOf(Appended.class);
            assertThat(of.get(1)).isInstanceOf(Duplicate.class);
            assertThat(of.get(2)).isInstanceOf(Conflict.class);
            assertThat(of.get(3)).isInstanceOf(NotFound.class);
            assertThat(of.get(4)).isInstanceOf(Appended.class);
        }
        List<Long> dense = LongStream.rangeClosed(1, 2L * threads).boxed().toList();
        assertThat(chat.entries(alice, room)).extracting(Entry::seq).isEqualTo(dense);
        assertThat(chat.messages(alice, room)).extracting(Message::ordinal).isEqualTo(dense);
        assertThat(results.stream()
                        .flatMap(List::stream)
                        .filter(Appended.class::isInstance)
                        .map(result -> ((Appended) result).message().seq()))
                .containsExactlyInAnyOrderElementsOf(dense);
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
        assertThat(chat.entries(alice, room)).hasSize(2);
    }

    @Rule("CL-4")
    default void keysAreApartByConversationAndAuthor(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice, bob);
        ConversationId other = chat.room(alice, bob);
        Draft draft = Draft.of("k", "text");
        assertThat(List.of(
                        chat.append(alice, room, draft),
                        chat.append(bob, room, draft),
                        chat.append(alice, other, draft)))
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
}
