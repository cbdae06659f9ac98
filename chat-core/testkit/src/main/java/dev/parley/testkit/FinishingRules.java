package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.store.FeedHead;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.LiveTurn;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import java.util.List;
import java.util.Objects;

/** Rules TN-14 and TN-15: what finishing repeats, and what it leaves. */
interface FinishingRules extends ChatStoreFactory {

    /** Of every kind. */
    List<TurnEnding> ENDINGS = List.of(
            new TurnEnding.Completed("all"),
            new TurnEnding.Completed(""),
            new TurnEnding.Stopped("part"),
            new TurnEnding.Stopped(""),
            new TurnEnding.Failed(TurnFailure.RESPONDER_FAILED));

    @Rule("TN-14")
    default void finishingAgainAnswersTheSame(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        for (TurnEnding ending : ENDINGS) {
            ConversationId room = chat.roomWith(alice, bot);
            TurnLease lease = chat.claim(chat.ask(alice, room, "question"));
            chat.ask(alice, room, "next");
            FinishedTurn finished = chat.finish(lease, ending);
            long head = chat.head(alice, room);
            for (TurnEnding other : ENDINGS) {
                assertThat(chat.finish(lease, other)).isEqualTo(finished);
            }
            assertThat(chat.status(alice, lease.turn())).isEqualTo(finished.status());
            assertThat(chat.head(alice, room)).isEqualTo(head);
        }
        ConversationId room = chat.roomWith(alice, bot);
        TurnLease stopped = chat.claim(chat.ask(alice, room, "question"));
        chat.write(stopped, 0, "part");
        List<FinishedTurn> finished =
                chat.turns().stop(alice, room, chat.deadline()).orThrow();
        assertThat(chat.finish(stopped, new TurnEnding.Completed("all"))).isEqualTo(finished.get(0));
        TurnLease gone = chat.claim(chat.ask(alice, room, "question"));
        chat.log().redact(alice, gone.turn().question(), chat.deadline()).orThrow();
        assertThat(chat.finish(gone, new TurnEnding.Completed("all")))
                .isEqualTo(new FinishedTurn(chat.status(alice, gone.turn()), null, null));
        TurnLease left = chat.claim(chat.ask(alice, room, "question"));
        chat.log().removeParticipant(alice, room, bot.user(), chat.deadline()).orThrow();
        assertThat(chat.finish(left, new TurnEnding.Completed("all")))
                .isEqualTo(new FinishedTurn(chat.status(alice, left.turn()), null, null));
    }

    @Rule("TN-15")
    default void finishingMakesWay(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        ConversationId room = chat.roomWith(alice, bot);
        TurnId current = chat.ask(alice, room, "question");
        for (TurnEnding ending : ENDINGS) {
            TurnId next = chat.ask(alice, room, "next");
            TurnLease lease = chat.claim(current);
            chat.write(lease, 0, "text");
            assertThat(chat.finish(lease, ending).next()).contains(next);
            assertThat(chat.written(current)).isEmpty();
            FeedHead head = Objects.requireNonNull(
                    chat.feed().heads(List.of(room), chat.deadline()).get(room));
            assertThat(head.turns()).containsExactly(new LiveTurn(next, 0, TurnState.PENDING, 0));
            current = next;
        }
        List<TurnLease> due = chat.claimDue(10, bot);
        assertThat(due).extracting(TurnLease::turn).containsExactly(current);
        assertThat(chat.finish(due.get(0), new TurnEnding.Completed("last")).next())
                .isEmpty();
    }
}
