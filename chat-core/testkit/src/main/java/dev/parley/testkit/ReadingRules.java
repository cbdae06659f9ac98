package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.ListCursor;
import dev.parley.core.store.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules CL-40 to CL-45: pages, markers, lists. */
interface ReadingRules extends ChatStoreFactory {

    /** Posts {@code count} messages with a renaming after every third, so that seqs of messages have gaps. */
    private static List<Message> fill(LogFixture chat, Principal author, ConversationId room, int count) {
        List<Message> sent = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            sent.add(chat.send(author, room, "message " + i));
            if (i % 3 == 0) {
                chat.log().rename(author, room, "Title " + i, chat.deadline()).orThrow();
            }
        }
        return sent;
    }

    @Rule("CL-40")
    default void pagesBackwardsJoin(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        assertThat(chat.messages(alice, room)).isEmpty();
        List<Message> sent = fill(chat, alice, room, 20);
        for (int limit : new int[] {1, 3, 7, 20, 21}) {
            List<Message> read = new ArrayList<>();
            HistoryRange range = HistoryRange.latest(limit);
            while (range != null) {
                Page<Message, Long> page =
                        chat.log().messages(alice, room, range, chat.deadline()).orThrow();
                assertThat(page.items()).hasSizeBetween(1, limit);
                read.addAll(0, page.items());
                range = page.next()
                        .map(next -> HistoryRange.before(next, limit))
                        .orElse(null);
            }
            assertThat(read).isEqualTo(sent);
        }
        Page<Message, Long> middle = chat.log()
                .messages(alice, room, HistoryRange.before(sent.get(10).seq(), 3), chat.deadline())
                .orThrow();
        assertThat(middle.items()).isEqualTo(sent.subList(7, 10));
        assertThat(middle.next()).contains(sent.get(7).seq());
    }

    @Rule("CL-41")
    default void pagesForwardsJoin(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        List<Message> sent = fill(chat, alice, room, 20);
        for (int limit : new int[] {1, 3, 7, 20, 21}) {
            List<Message> read = new ArrayList<>();
            HistoryRange range = HistoryRange.after(0, limit);
            while (range != null) {
                Page<Message, Long> page =
                        chat.log().messages(alice, room, range, chat.deadline()).orThrow();
                assertThat(page.items()).hasSizeBetween(1, limit);
                read.addAll(page.items());
                range = page.next().map(next -> HistoryRange.after(next, limit)).orElse(null);
            }
            assertThat(read).isEqualTo(sent);
        }
        assertThat(chat.log()
                        .messages(alice, room, HistoryRange.after(Long.MAX_VALUE, 5), chat.deadline())
                        .orThrow()
                        .items())
                .isEmpty();
    }

    @Rule("CL-42")
    default void entriesComeInOrder(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        fill(chat, alice, room, 9);
        List<Entry> read = new ArrayList<>();
        Long after = 0L;
        while (after != null) {
            Page<Entry, Long> page =
                    chat.log().entries(alice, room, after, 5, chat.deadline()).orThrow();
            read.addAll(page.items());
            after = page.nextCursor();
        }
        assertThat(read).extracting(Entry::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(chat.log()
                        .entries(alice, room, 11, 5, chat.deadline())
                        .orThrow()
                        .items())
                .isEqualTo(read.subList(11, 12));
        assertThat(chat.log()
                        .entries(alice, room, Long.MAX_VALUE, 5, chat.deadline())
                        .orThrow()
                        .items())
                .isEmpty();
    }

    @Rule("CL-43")
    default void unreadCountsWhatWasPostedAfterTheMarker(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        Principal carol = chat.user("carol");
        ConversationId room = chat.room(alice, bob);
        List<Message> sent = fill(chat, alice, room, 6);
        assertThat(unread(chat, alice, room)).isZero();
        assertThat(unread(chat, bob, room)).isEqualTo(6);
        chat.log().advanceMarker(bob, room, sent.get(1).seq(), chat.deadline()).orThrow();
        assertThat(unread(chat, bob, room)).isEqualTo(4);
        chat.send(bob, room, "answer");
        assertThat(unread(chat, bob, room)).isZero();
        assertThat(unread(chat, alice, room)).isEqualTo(1);
        chat.join(alice, room, carol);
        assertThat(unread(chat, carol, room)).isZero();
        chat.send(bob, room, "welcome");
        assertThat(unread(chat, carol, room)).isEqualTo(1);
    }

    private static long unread(LogFixture chat, Principal reader, ConversationId room) {
        return chat.log().conversationsOf(reader, null, 10, chat.deadline()).items().stream()
                .filter(line -> line.id().equals(room))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not in the list"))
                .unread();
    }

    @Rule("CL-44")
    default void theMarkerMovesForwardsUpToTheHead(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice, bob);
        fill(chat, alice, room, 3);
        assertThat(chat.log().advanceMarker(bob, room, 2, chat.deadline())).isEqualTo(Outcome.done(2L));
        assertThat(chat.log().advanceMarker(bob, room, 1, chat.deadline())).isEqualTo(Outcome.done(2L));
        assertThat(chat.log().advanceMarker(bob, room, Long.MAX_VALUE, chat.deadline()))
                .isEqualTo(Outcome.done(4L));
        assertThat(chat.log().find(bob, room, chat.deadline()).orElseThrow().participants())
                .filteredOn(participant -> participant.user().equals(bob.user()))
                .allMatch(participant -> participant.readSeq() == 4);
    }

    @Rule("CL-45")
    default void conversationsComeByLatestActivity(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        List<ConversationId> rooms = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            rooms.add(chat.room(alice, bob));
        }
        chat.clock().advance(Duration.ofSeconds(1));
        Message last = chat.send(alice, rooms.get(3), "hello");
        chat.clock().advance(Duration.ofSeconds(1));
        chat.log().rename(alice, rooms.get(5), "Other", chat.deadline()).orThrow();
        chat.log().revise(alice, last.id(), 1, "hello again", chat.deadline()).orThrow();
        List<ConversationId> expected = new ArrayList<>(rooms);
        expected.remove(3);
        expected.sort(Comparator.reverseOrder());
        expected.add(0, rooms.get(3));
        List<ConversationSummary> read = new ArrayList<>();
        @Nullable ListCursor cursor = null;
        do {
            Page<ConversationSummary, ListCursor> page = chat.log().conversationsOf(bob, cursor, 2, chat.deadline());
            assertThat(page.items()).hasSizeBetween(1, 2);
            read.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(read).extracting(ConversationSummary::id).isEqualTo(expected);
        assertThat(read.get(0).lastMessage()).isEqualTo(chat.message(bob, last));
        assertThat(read.get(0).lastActivity()).isEqualTo(last.createdAt());
        assertThat(read.get(1).lastMessage()).isNull();
    }
}
