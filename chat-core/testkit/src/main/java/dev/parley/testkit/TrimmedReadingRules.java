package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import java.util.List;

/** Rules HR-4 to HR-6 and HR-12: what readers find where something was removed. */
interface TrimmedReadingRules extends ChatStoreFactory {

    private static void assertPage(
            LogFixture chat, Principal reader, ConversationId room, HistoryRange range, List<Long> seqs, boolean cut) {
        Page<Message, Long> page =
                chat.log().messages(reader, room, range, chat.deadline()).orThrow();
        assertThat(page.items()).as("%s", range).extracting(Message::seq).containsExactlyElementsOf(seqs);
        if (cut) {
            assertThat(page.truncated()).as("%s", range).contains(4L);
        } else {
            assertThat(page.truncated()).as("%s", range).isEmpty();
        }
    }

    @Rule("HR-4")
    default void pagesTellWhereTheLogBegins(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal carol = chat.user("carol");
        ConversationId room = chat.room(alice);
        TrimmingRules.old(chat, alice, room, 3);
        for (int i = 4; i <= 6; i++) {
            chat.send(alice, room, "young " + i);
        }
        chat.join(alice, room, carol);
        chat.send(alice, room, "for carol");
        assertPage(chat, alice, room, HistoryRange.before(4, 10), List.of(1L, 2L, 3L), false);
        TrimmingRules.trim(chat, room, TrimmingRules.WEEK, 10);
        assertPage(chat, alice, room, HistoryRange.latest(10), List.of(4L, 5L, 6L, 8L), true);
        assertPage(chat, alice, room, HistoryRange.latest(4), List.of(4L, 5L, 6L, 8L), true);
        assertPage(chat, alice, room, HistoryRange.latest(3), List.of(5L, 6L, 8L), false);
        assertPage(chat, alice, room, HistoryRange.before(3, 10), List.of(), true);
        assertPage(chat, alice, room, HistoryRange.before(0, 10), List.of(), true);
        assertPage(chat, alice, room, HistoryRange.after(0, 2), List.of(4L, 5L), true);
        assertPage(chat, alice, room, HistoryRange.after(2, 10), List.of(4L, 5L, 6L, 8L), true);
        assertPage(chat, alice, room, HistoryRange.after(3, 10), List.of(4L, 5L, 6L, 8L), false);
        assertPage(chat, alice, room, HistoryRange.after(8, 10), List.of(), false);
        assertPage(chat, carol, room, HistoryRange.latest(10), List.of(8L), false);
        assertPage(chat, carol, room, HistoryRange.after(0, 10), List.of(8L), false);
    }

    private static Page<Entry, Long> entries(LogFixture chat, Principal reader, ConversationId room, long after) {
        return chat.log().entries(reader, room, after, 10, chat.deadline()).orThrow();
    }

    @Rule("HR-4")
    default void pagesOfEntriesTellItToo(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        TrimmingRules.old(chat, alice, room, 3);
        TrimmingRules.trim(chat, room, TrimmingRules.WEEK, 2);
        assertThat(entries(chat, alice, room, 1).truncated()).contains(3L);
        assertThat(entries(chat, alice, room, 1).items()).extracting(Entry::seq).containsExactly(3L);
        assertThat(entries(chat, alice, room, 2).truncated()).isEmpty();
        TrimmingRules.trim(chat, room, TrimmingRules.WEEK, 2);
        assertThat(entries(chat, alice, room, 0).items()).isEmpty();
        assertThat(entries(chat, alice, room, 0).truncated()).contains(4L);
        assertThat(entries(chat, alice, room, 3).truncated()).isEmpty();
    }

    @Rule("HR-5")
    default void whatWasRemovedIsUnknown(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        Message gone = TrimmingRules.old(chat, alice, room, 1).get(0);
        chat.log().revise(alice, gone.id(), 1, "edited later", chat.deadline()).orThrow();
        TrimmingRules.trim(chat, room, TrimmingRules.WEEK, 10);
        assertThat(chat.entries(alice, room))
                .singleElement()
                .isInstanceOfSatisfying(
                        Entry.Edited.class, edited -> assertThat(edited.text()).isEmpty());
        assertThat(chat.log().revise(alice, gone.id(), 2, "again", chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.MESSAGE_NOT_FOUND));
        assertThat(chat.log().redact(alice, gone.id(), chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.MESSAGE_NOT_FOUND));
        assertThatThrownBy(() -> chat.append(
                        alice, room, Draft.of(LogFixture.newKey(), "reply").inReplyTo(gone.id())))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REPLY_TO_UNKNOWN));
    }

    private static ConversationSummary summary(LogFixture chat, Principal reader) {
        return chat.log()
                .conversationsOf(reader, null, 10, chat.deadline())
                .items()
                .get(0);
    }

    @Rule("HR-6")
    default void unreadCountsWhatIsLeft(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice, bob);
        chat.send(alice, room, "read");
        assertThat(chat.log().advanceMarker(bob, room, 1, chat.deadline())).isEqualTo(Outcome.done(1L));
        TrimmingRules.old(chat, alice, room, 4);
        for (int i = 0; i < 3; i++) {
            chat.send(alice, room, "young");
        }
        assertThat(summary(chat, bob).unread()).isEqualTo(7);
        TrimmingRules.trim(chat, room, TrimmingRules.WEEK, 10);
        assertThat(summary(chat, bob).unread()).isEqualTo(3);
        assertThat(chat.log().advanceMarker(bob, room, 3, chat.deadline())).isEqualTo(Outcome.done(3L));
        assertThat(summary(chat, bob).unread()).isEqualTo(3);
        assertThat(chat.log().advanceMarker(bob, room, 7, chat.deadline())).isEqualTo(Outcome.done(7L));
        assertThat(summary(chat, bob).unread()).isEqualTo(1);
        TrimmingRules.old(chat, bob, room, 0);
        TrimmingRules.trim(chat, room, TrimmingRules.WEEK, 10);
        assertThat(summary(chat, bob).unread()).isZero();
        assertThat(summary(chat, bob).lastMessage()).isNull();
    }

    @Rule("HR-12")
    default void theFeedBeginsWithTheFirstThatIsLeft(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        TrimmingRules.old(chat, alice, room, 3);
        TrimmingRules.trim(chat, room, TrimmingRules.WEEK, 2);
        assertThat(chat.feed().heads(List.of(room), chat.deadline()).get(room))
                .satisfies(head -> assertThat(head.firstSeq()).isEqualTo(3))
                .satisfies(head -> assertThat(head.seq()).isEqualTo(3));
        assertThat(chat.feed().entries(chat.tenant(), room, 0, 10, chat.deadline()))
                .extracting(Entry::seq)
                .containsExactly(3L);
        TrimmingRules.trim(chat, room, TrimmingRules.WEEK, 2);
        assertThat(chat.feed().heads(List.of(room), chat.deadline()).get(room))
                .satisfies(head -> assertThat(head.firstSeq()).isEqualTo(4));
        assertThat(chat.feed().entries(chat.tenant(), room, 0, 10, chat.deadline()))
                .isEmpty();
    }
}
