package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.TurnId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.HistoryRetention.Candidate;
import dev.parley.core.store.HistoryRetention.Trimmed;
import dev.parley.core.store.HistoryRule;
import dev.parley.core.store.Page;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rules HR-1 to HR-3, HR-7, HR-8 and HR-11: what is removed, and what is not. */
interface TrimmingRules extends ChatStoreFactory {

    HistoryRule WEEK = HistoryRule.keepFor(Duration.ofDays(7));

    static Trimmed trim(LogFixture chat, ConversationId room, HistoryRule rule, int limit) {
        return chat.retention()
                .trim(chat.tenant(), room, rule, limit, chat.deadline())
                .orThrow();
    }

    /** Sends some messages, and lets eight days pass. */
    static List<Message> old(LogFixture chat, Principal author, ConversationId room, int count) {
        List<Message> sent = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            sent.add(chat.send(author, room, "old " + i));
        }
        chat.clock().advance(Duration.ofDays(8));
        return sent;
    }

    @Rule("HR-1")
    default void theOldestGoUpToTheFirstThatIsYoungEnough(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        old(chat, alice, room, 5);
        chat.send(alice, room, "young");
        assertThat(trim(chat, room, WEEK, 2)).isEqualTo(new Trimmed(3, 2, true));
        assertThat(trim(chat, room, WEEK, 2)).isEqualTo(new Trimmed(5, 2, true));
        assertThat(trim(chat, room, WEEK, 2)).isEqualTo(new Trimmed(6, 1, false));
        assertThat(trim(chat, room, WEEK, 2)).isEqualTo(new Trimmed(6, 0, false));
        assertThat(chat.entries(alice, room)).extracting(Entry::seq).containsExactly(6L);
    }

    @Rule("HR-1")
    default void anOldOneBehindAYoungerOneStays(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        chat.send(alice, room, "first");
        chat.clock().advance(Duration.ofDays(5));
        chat.send(alice, room, "by a clock that was ahead");
        chat.clock().advance(Duration.ofDays(-5));
        old(chat, alice, room, 1);
        assertThat(trim(chat, room, WEEK, 10).firstSeq()).isEqualTo(2);
        assertThat(chat.entries(alice, room)).extracting(Entry::seq).containsExactly(2L, 3L);
    }

    @Rule("HR-2")
    default void theNewestStayHoweverOldTheyAre(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        old(chat, alice, room, 5);
        assertThat(trim(chat, room, new HistoryRule(WEEK.keepFor(), 2), 10)).isEqualTo(new Trimmed(4, 3, false));
        assertThat(trim(chat, room, new HistoryRule(WEEK.keepFor(), 100), 10)).isEqualTo(new Trimmed(4, 0, false));
    }

    @Rule("HR-3")
    default void nothingIsRenumbered(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        List<Message> sent = old(chat, alice, room, 4);
        trim(chat, room, WEEK, 2);
        assertThat(chat.messages(alice, room)).containsExactlyElementsOf(sent.subList(2, 4));
        trim(chat, room, WEEK, 10);
        assertThat(chat.entries(alice, room)).isEmpty();
        assertThat(chat.head(alice, room)).isEqualTo(4);
        Message next = chat.send(alice, room, "next");
        assertThat(next.seq()).isEqualTo(5);
        assertThat(next.ordinal()).isEqualTo(5);
        assertThat(chat.messages(alice, room)).containsExactly(next);
        chat.log().rename(alice, room, "Renamed", chat.deadline()).orThrow();
        assertThat(chat.entries(alice, room)).extracting(Entry::seq).containsExactly(5L, 6L);
    }

    @Rule("HR-7")
    default void whatBotsWereAskedEnds(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        ConversationId room = chat.roomWith(alice, bot);
        chat.talk(alice, room, "answered", "an answer");
        TurnId spoken = chat.ask(alice, room, "being answered");
        TurnLease lease = chat.claim(spoken);
        chat.write(lease, 0, "so far");
        chat.clock().advance(Duration.ofDays(8));
        TurnId next = chat.ask(alice, room, "waits");
        assertThat(trim(chat, room, WEEK, 10).firstSeq()).isEqualTo(next.seq());
        assertThat(chat.turns().find(alice, spoken, chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.TURN_NOT_FOUND));
        assertThat(chat.feed().turn(spoken, chat.deadline())).isEmpty();
        assertThat(chat.turns().finish(lease, new TurnEnding.Completed("late"), chat.deadline()))
                .isEmpty();
        TurnLease following = chat.claim(next);
        assertThat(chat.turns()
                        .context(following, 10, chat.deadline())
                        .orElseThrow()
                        .history())
                .isEmpty();
        assertThat(chat.finish(following, new TurnEnding.Completed("answer"))
                        .status()
                        .answer())
                .isNotNull();
    }

    @Rule("HR-8")
    default void aDayLongNothingIsRemoved(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        HistoryRule day = HistoryRule.keepFor(HistoryRule.SHORTEST);
        Draft draft = Draft.of(LogFixture.newKey(), "text");
        chat.send(alice, room, draft);
        chat.clock().advance(Duration.ofHours(24));
        assertThat(trim(chat, room, day, 10).removed()).isZero();
        assertThat(chat.append(alice, room, draft)).isInstanceOf(AppendResult.Duplicate.class);
        chat.clock().advance(Duration.ofMillis(1));
        assertThat(trim(chat, room, day, 10).removed()).isEqualTo(1);
        assertThat(chat.append(alice, room, draft)).isInstanceOf(AppendResult.Appended.class);
    }

    private static List<ConversationId> candidates(LogFixture chat, HistoryRule rule, int limit) {
        List<Candidate> found = new ArrayList<>();
        ConversationId after = null;
        do {
            Page<Candidate, ConversationId> page = chat.retention().candidates(rule, after, limit, chat.deadline());
            found.addAll(page.items());
            after = page.nextCursor();
        } while (after != null);
        return found.stream()
                .filter(candidate -> candidate.tenant().equals(chat.tenant()))
                .map(Candidate::conversation)
                .toList();
    }

    @Rule("HR-11")
    default void candidatesAreThoseWithSomethingToRemove(LogFixture chat) {
        Principal alice = chat.user("alice");
        List<ConversationId> due = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ConversationId room = chat.room(alice);
            chat.send(alice, room, "old");
            due.add(room);
        }
        ConversationId held = chat.room(alice);
        chat.send(alice, held, "old");
        chat.retention().hold(chat.tenant(), held, "case", chat.deadline()).orThrow();
        chat.room(alice);
        chat.clock().advance(Duration.ofDays(8));
        chat.send(alice, chat.room(alice), "young");
        due.sort(null);
        assertThat(candidates(chat, WEEK, 7)).containsExactlyElementsOf(due);
        assertThat(candidates(chat, WEEK, 1_000)).containsExactlyElementsOf(due);
        assertThat(candidates(chat, new HistoryRule(WEEK.keepFor(), 1), 1_000)).isEmpty();
        trim(chat, due.get(0), WEEK, 10);
        assertThat(candidates(chat, WEEK, 1_000)).containsExactlyElementsOf(due.subList(1, 5));
    }
}
