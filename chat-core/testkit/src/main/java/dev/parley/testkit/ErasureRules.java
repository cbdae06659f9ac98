package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.Participant;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ErasureReport;
import dev.parley.core.store.PersonalRecord;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Rules PD-3 to PD-11: erasure. */
interface ErasureRules extends ChatStoreFactory {
    @Rule("PD-3")
    default void erasingWipesTexts(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice, bob);
        Message own = chat.send(bob, room, "canary one");
        chat.log().revise(bob, own.id(), 1, "canary two", chat.deadline()).orThrow();
        Message other = chat.send(alice, room, "to stay");
        ConversationId left = chat.room(alice, bob);
        chat.send(bob, left, "canary three");
        chat.log().removeParticipant(bob, left, bob.user(), chat.deadline()).orThrow();
        Message gone = chat.send(bob, room, "redacted before");
        chat.log().redact(bob, gone.id(), chat.deadline()).orThrow();
        ErasureReport report = chat.personalData().erase(bob, chat.deadline());
        assertThat(report.wiped()).containsEntry(ErasureReport.MESSAGES, 2L).containsEntry(ErasureReport.EDITS, 1L);
        assertThat(chat.entries(alice, left))
                .noneMatch(entry -> entry.toString().contains("canary"));
        assertThat(chat.messages(alice, left).get(0).text()).isEmpty();
        assertThat(chat.entries(alice, left)).extracting(Entry::author).doesNotContain(bob.user());
        assertThat(chat.entries(alice, room))
                .noneMatch(entry -> entry.toString().contains("canary"));
        assertThat(chat.messages(alice, room))
                .noneMatch(message -> message.toString().contains("canary"));
        assertThat(chat.messages(alice, room).get(0).redacted()).isTrue();
        assertThat(chat.messages(alice, room).get(1)).isEqualTo(other);
    }

    @Rule("PD-4")
    default void erasingWipesTitles(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId byBob =
                chat.create(bob, NewConversation.of("canary one", alice.user())).id();
        ConversationId byAlice = chat.create(
                        alice, NewConversation.of("To stay").with(bob.user(), ParticipantRole.OWNER))
                .id();
        ConversationId renamed = chat.create(
                        bob, NewConversation.of("canary two").with(alice.user(), ParticipantRole.OWNER))
                .id();
        chat.log().rename(bob, renamed, "canary three", chat.deadline()).orThrow();
        chat.log().rename(alice, renamed, "By alice", chat.deadline()).orThrow();
        ErasureReport report = chat.personalData().erase(bob, chat.deadline());
        assertThat(report.wiped()).containsEntry(ErasureReport.TITLES, 2L);
        assertThat(title(chat, alice, byBob)).isEmpty();
        assertThat(title(chat, alice, byAlice)).isEqualTo("To stay");
        assertThat(title(chat, alice, renamed)).isEqualTo("By alice");
        Entry.Renamed wiped = (Entry.Renamed) chat.entries(alice, renamed).get(0);
        assertThat(wiped.title()).isEmpty();
        assertThat(wiped.wiped()).isTrue();
        assertThat(((Entry.Renamed) chat.entries(alice, renamed).get(1)).title())
                .isEqualTo("By alice");
    }

    private static String title(LogFixture chat, Principal reader, ConversationId room) {
        return chat.log().find(reader, room, chat.deadline()).orElseThrow().title();
    }

    @Rule("PD-5")
    default void erasingWipesIdempotencyRecords(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice, bob);
        Draft draft = Draft.of("k", "text");
        chat.send(bob, room, draft);
        chat.send(bob, room, "other");
        IdempotencyKey creation = LogFixture.newKey();
        NewConversation from = NewConversation.of("Room");
        chat.log().create(bob, from, creation, chat.deadline()).orThrow();
        ErasureReport report = chat.personalData().erase(bob, chat.deadline());
        assertThat(report.wiped()).containsEntry(ErasureReport.IDEMPOTENCY_RECORDS, 3L);
        chat.join(alice, room, bob);
        assertThat(chat.append(bob, room, draft)).isInstanceOf(AppendResult.Appended.class);
        assertThat(chat.log().create(bob, from, creation, chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
    }

    @Rule("PD-6")
    default void erasingWipesBotsInDirectConversations(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.user("bot");
        NewConversation withBot = NewConversation.of("").with(bot.user(), ParticipantRole.BOT);
        ConversationId direct = chat.create(alice, withBot).id();
        chat.send(bot, direct, Draft.of("by the bot", "canary one"));
        chat.log()
                .addParticipant(alice, direct, new UserId("carol"), ParticipantRole.MEMBER, 9, chat.deadline())
                .orThrow();
        Message asGroup = chat.send(bot, direct, "to stay");
        ConversationId group = chat.create(alice, withBot.with(new UserId("bob"), ParticipantRole.MEMBER))
                .id();
        Message inGroup = chat.send(bot, group, "to stay");
        ConversationId people = chat.room(alice, chat.user("bob"));
        Message ofBob = chat.send(chat.user("bob"), people, "to stay");
        ErasureReport report = chat.personalData().erase(alice, chat.deadline());
        assertThat(report.wiped()).containsEntry(ErasureReport.BOT_MESSAGES, 1L);
        assertThat(chat.messages(bot, direct).get(0).text()).isEmpty();
        assertThat(chat.entries(bot, direct))
                .noneMatch(entry -> entry.toString().contains("canary"));
        assertThat(chat.message(bot, asGroup)).isEqualTo(asGroup);
        // The key still keeps the bot from posting twice, but no longer tells what was said.
        assertThat(chat.append(bot, direct, Draft.of("by the bot", "canary one")))
                .isInstanceOf(AppendResult.Duplicate.class);
        assertThat(chat.append(bot, direct, Draft.of("by the bot", "a guess")))
                .isInstanceOf(AppendResult.Duplicate.class);
        assertThat(chat.message(bot, inGroup)).isEqualTo(inGroup);
        assertThat(chat.message(chat.user("bob"), ofBob)).isEqualTo(ofBob);
    }

    /** A bot that talks to who stayed is none of the business of who left. */
    @Rule("PD-6")
    default void erasingLeavesWhatBotsSaidToOthers(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        Principal bot = chat.user("bot");
        ConversationId room = chat.room(alice, bob);
        chat.log().removeParticipant(bob, room, bob.user(), chat.deadline()).orThrow();
        chat.log()
                .addParticipant(alice, room, bot.user(), ParticipantRole.BOT, 9, chat.deadline())
                .orThrow();
        Message toAlice = chat.send(bot, room, "to stay");
        ConversationId ofTwo = chat.create(alice, NewConversation.of("").with(bot.user(), ParticipantRole.BOT))
                .id();
        Message toAliceAlone = chat.send(bot, ofTwo, "to stay");
        chat.join(alice, ofTwo, bob);
        chat.personalData().erase(bob, chat.deadline());
        assertThat(chat.message(alice, toAlice)).isEqualTo(toAlice);
        assertThat(chat.message(alice, toAliceAlone)).isEqualTo(toAliceAlone);
    }

    @Rule("PD-7")
    default void erasingLeavesAPseudonym(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("canary-bob");
        ConversationId room =
                chat.create(alice, NewConversation.of("Room").withOpenHistory()).id();
        chat.log()
                .addParticipant(alice, room, bob.user(), ParticipantRole.OWNER, 10, chat.deadline())
                .orThrow();
        Message message = chat.send(bob, room, "text");
        chat.log().revise(bob, message.id(), 1, "edited", chat.deadline()).orThrow();
        chat.log().redact(bob, message.id(), chat.deadline()).orThrow();
        chat.log().rename(bob, room, "New", chat.deadline()).orThrow();
        chat.join(bob, room, chat.user("carol"));
        chat.log()
                .removeParticipant(bob, room, new UserId("carol"), chat.deadline())
                .orThrow();
        UserId pseudonym = chat.personalData().erase(bob, chat.deadline()).pseudonym();
        assertThat(pseudonym.value()).doesNotContain("canary-bob");
        assertThat(chat.entries(alice, room))
                .noneMatch(entry -> entry.toString().contains("canary-bob"));
        assertThat(chat.entries(alice, room).subList(1, 7))
                .extracting(Entry::author)
                .containsOnly(pseudonym);
        assertThat(((Entry.Joined) chat.entries(alice, room).get(0)).user()).isEqualTo(pseudonym);
        assertThat(chat.messages(alice, room)).extracting(Message::author).containsOnly(pseudonym);
        assertThat(chat.log().find(alice, room, chat.deadline()).orElseThrow().participants())
                .extracting(Participant::user)
                .containsExactly(alice.user());
        assertThat(ExportRules.export(chat, bob)).isEmpty();
    }

    @Rule("PD-8")
    default void erasingKeepsTheLogDense(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(bob, alice);
        chat.send(bob, room, "one");
        Message kept = chat.send(alice, room, "two");
        UserId pseudonym = chat.personalData().erase(bob, chat.deadline()).pseudonym();
        assertThat(chat.entries(alice, room))
                .extracting(Entry::seq)
                .isEqualTo(LongStream.rangeClosed(1, 3).boxed().toList());
        assertThat(chat.entries(alice, room).get(2))
                .isEqualTo(new Entry.Left(room, 3, chat.clock().instant(), pseudonym, pseudonym));
        assertThat(chat.message(alice, kept)).isEqualTo(kept);
        assertThat(chat.log().rename(alice, room, "Mine now", chat.deadline()))
                .matches(done -> done.orThrow().written());
    }

    @Rule("PD-9")
    default void theReportNamesEveryPlace(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice, bob);
        chat.send(bob, room, "text");
        assertThat(chat.personalData().erase(bob, chat.deadline()).wiped())
                .containsOnlyKeys(
                        ErasureReport.MESSAGES,
                        ErasureReport.EDITS,
                        ErasureReport.TITLES,
                        ErasureReport.IDEMPOTENCY_RECORDS,
                        ErasureReport.BOT_MESSAGES,
                        ErasureReport.MEMBERSHIPS,
                        ErasureReport.MENTIONS)
                .containsEntry(ErasureReport.MEMBERSHIPS, 1L);
        long head = chat.head(alice, room);
        assertThat(chat.personalData().erase(bob, chat.deadline()).wiped().values())
                .containsOnly(0L);
        assertThat(chat.head(alice, room)).isEqualTo(head);
    }

    @Rule("PD-10")
    default void erasingStaysInTheTenant(LogFixture chat) {
        Principal other = chat.foreigner("bob");
        ConversationId room = chat.room(other);
        Message message = chat.send(other, room, "to stay");
        chat.send(chat.user("bob"), chat.room(chat.user("bob")), "to go");
        chat.personalData().erase(chat.user("bob"), chat.deadline());
        assertThat(chat.message(other, message)).isEqualTo(message);
        assertThat(chat.head(other, room)).isEqualTo(1);
    }

    @Rule("PD-11")
    default void erasingIsAllOrNothing(LogFixture chat) {
        Principal alice = chat.user("alice");
        List<PersonalRecord> before = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            chat.send(alice, chat.room(alice), "to stay");
        }
        chat.personalData().export(alice, before::add, chat.deadline());
        assertThatThrownBy(() -> chat.personalData().erase(alice, Deadline.after(Duration.ZERO)))
                .isInstanceOf(ChatException.class);
        assertThat(ExportRules.export(chat, alice)).isEqualTo(before);
    }
}
