package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Answer;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.PersonalData;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnHold;
import dev.parley.core.store.TurnLease;
import java.util.List;
import java.util.Objects;

/** Rules TN-16 to TN-19: what ends a turn from outside. */
interface StoppingRules extends ChatStoreFactory {

    @Rule("TN-16")
    default void aParticipantStopsWhatIsFirstInLine(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.roomWith(alice, chat.bot("bot"), chat.bot("other"));
        chat.join(alice, room, bob);
        List<TurnId> first = chat.askAll(alice, room, "first");
        List<TurnId> second = chat.askAll(alice, room, "second");
        TurnLease lease = chat.claim(first.get(0));
        chat.write(lease, 0, "so far \uD83D\uDE00");
        List<FinishedTurn> stopped =
                chat.turns().stop(bob, room, chat.deadline()).orThrow();
        assertThat(stopped)
                .extracting(FinishedTurn::status)
                .extracting(TurnStatus::id)
                .hasSameElementsAs(first);
        assertThat(stopped).extracting(FinishedTurn::status).allMatch(status -> status.state() == TurnState.STOPPED);
        assertThat(stopped).hasSize(2);
        List<Message> posted =
                stopped.stream().flatMap(turn -> turn.message().stream()).toList();
        assertThat(posted).hasSize(1);
        assertThat(posted.get(0).text()).isEqualTo("so far \uD83D\uDE00");
        assertThat(posted.get(0).answer()).isEqualTo(new Answer(first.get(0), true));
        assertThat(chat.messages(alice, room)).last().isEqualTo(posted.get(0));
        assertThat(chat.messages(alice, room)).hasSize(3);
        assertThat(chat.status(alice, first.get(0)).answer())
                .isEqualTo(posted.get(0).id());
        assertThat(chat.write(lease, 9, "more")).isEqualTo(TurnHold.LOST);
        assertThat(second).allSatisfy(turn -> {
            assertThat(chat.status(alice, turn).state()).isEqualTo(TurnState.PENDING);
            assertThat(chat.tryClaim(turn)).isPresent();
        });
    }

    @Rule("TN-17")
    default void outsidersStopNothing(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.roomWith(alice, chat.bot("bot"));
        chat.join(alice, room, bob);
        chat.log().removeParticipant(bob, room, bob.user(), chat.deadline()).orThrow();
        assertThat(chat.turns().stop(alice, room, chat.deadline())).isEqualTo(Outcome.done(List.of()));
        TurnLease lease = chat.claim(chat.ask(alice, room, "question"));
        for (Principal outsider : List.of(chat.user("stranger"), bob, chat.foreigner("alice"))) {
            assertThat(chat.turns().stop(outsider, room, chat.deadline()))
                    .isEqualTo(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
        }
        assertThat(chat.status(alice, lease.turn()).state()).isEqualTo(TurnState.RUNNING);
        chat.finish(lease, new TurnEnding.Completed("answer"));
        assertThat(chat.turns().stop(alice, room, chat.deadline())).isEqualTo(Outcome.done(List.of()));
    }

    @Rule("TN-18")
    default void aBotThatIsGoneAnswersNoMore(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        Principal other = chat.bot("other");
        ConversationId room = chat.roomWith(alice, bot, other);
        List<TurnId> first = chat.askAll(alice, room, "first");
        List<TurnId> second = chat.askAll(alice, room, "second");
        TurnLease running = chat.claim(first.get(0));
        chat.write(running, 0, "text");
        chat.log().removeParticipant(alice, room, bot.user(), chat.deadline()).orThrow();
        assertFailed(chat, alice, first.get(0), 1, TurnFailure.BOT_LEFT);
        assertFailed(chat, alice, second.get(0), 0, TurnFailure.BOT_LEFT);
        assertThat(chat.write(running, 4, "more")).isEqualTo(TurnHold.LOST);
        assertThat(chat.claimDue(10, bot)).isEmpty();
        TurnLease going = chat.claim(first.get(1));
        PersonalData data = chat.store().personalData().orElse(null);
        if (data != null) {
            data.erase(other, chat.deadline());
            assertThat(chat.write(going, 0, "text")).isEqualTo(TurnHold.LOST);
            chat.outlastLeases();
            assertThat(chat.claimDue(10, other)).isEmpty();
            assertThat(chat.turns().find(alice, second.get(1), chat.deadline()))
                    .isEqualTo(Outcome.refused(ErrorCode.TURN_NOT_FOUND));
            assertThat(Objects.requireNonNull(chat.feed()
                                    .heads(List.of(room), chat.deadline())
                                    .get(room))
                            .turns())
                    .isEmpty();
        }
        assertThat(chat.messages(alice, room)).hasSize(2);
    }

    private static void assertFailed(LogFixture chat, Principal reader, TurnId turn, int attempt, TurnFailure failure) {
        assertThat(chat.status(reader, turn)).isEqualTo(new TurnStatus(turn, TurnState.FAILED, attempt, failure, null));
        assertThat(chat.tryClaim(turn)).isEmpty();
    }

    @Rule("TN-19")
    default void aQuestionThatIsGoneIsNotAnswered(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.roomWith(alice, chat.bot("bot"), chat.bot("other"));
        chat.join(alice, room, bob);
        List<TurnId> first = chat.askAll(alice, room, "first");
        List<TurnId> second = chat.askAll(bob, room, "second");
        List<TurnId> third = chat.askAll(alice, room, "third");
        List<TurnId> fourth = chat.askAll(alice, room, "fourth");
        TurnLease running = chat.claim(first.get(0));
        chat.write(running, 0, "text");
        chat.log().redact(alice, third.get(0).question(), chat.deadline()).orThrow();
        third.forEach(turn -> assertFailed(chat, alice, turn, 0, TurnFailure.QUESTION_GONE));
        assertThat(chat.write(running, 4, "more")).isEqualTo(TurnHold.HELD);
        chat.log().redact(alice, first.get(0).question(), chat.deadline()).orThrow();
        assertFailed(chat, alice, first.get(0), 1, TurnFailure.QUESTION_GONE);
        assertFailed(chat, alice, first.get(1), 0, TurnFailure.QUESTION_GONE);
        assertThat(chat.write(running, 8, "more")).isEqualTo(TurnHold.LOST);
        TurnLease byBob = chat.claim(second.get(0));
        PersonalData data = chat.store().personalData().orElse(null);
        if (data == null) {
            chat.log().redact(bob, second.get(0).question(), chat.deadline()).orThrow();
        } else {
            data.erase(bob, chat.deadline());
        }
        assertFailed(chat, alice, second.get(0), 1, TurnFailure.QUESTION_GONE);
        assertFailed(chat, alice, second.get(1), 0, TurnFailure.QUESTION_GONE);
        assertThat(chat.write(byBob, 0, "text")).isEqualTo(TurnHold.LOST);
        assertThat(fourth).allSatisfy(turn -> assertThat(chat.tryClaim(turn)).isPresent());
    }
}
