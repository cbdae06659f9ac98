package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Rules TN-22 and TN-23: what is told about a turn, and calls that come too late. */
interface TurnReadingRules extends ChatStoreFactory {

    @Rule("TN-22")
    default void whoSeesTheQuestionSeesTheTurn(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal late = chat.user("late");
        Principal gone = chat.user("gone");
        Principal bot = chat.bot("bot");
        NewConversation closed = NewConversation.of("Room", gone.user()).with(bot.user(), ParticipantRole.BOT);
        ConversationId room = chat.create(alice, closed).id();
        TurnId turn = chat.ask(gone, room, "question");
        assertFound(chat, alice, new TurnStatus(turn, TurnState.PENDING, 0, null, null));
        TurnLease lease = chat.claim(turn);
        assertFound(chat, gone, new TurnStatus(turn, TurnState.RUNNING, 1, null, null));
        FinishedTurn finished = chat.finish(lease, new TurnEnding.Completed("answer"));
        chat.join(alice, room, late);
        chat.log().removeParticipant(gone, room, gone.user(), chat.deadline()).orThrow();
        assertFound(
                chat,
                alice,
                new TurnStatus(
                        turn,
                        TurnState.COMPLETED,
                        1,
                        null,
                        Objects.requireNonNull(finished.posted()).id()));
        assertThat(find(chat, late, turn)).isEqualTo(Outcome.refused(ErrorCode.TURN_NOT_FOUND));
        for (Principal outsider : List.of(gone, chat.user("stranger"), chat.foreigner("alice"))) {
            assertThat(find(chat, outsider, turn)).isEqualTo(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
        }
        for (TurnId none : List.of(
                new TurnId(room, 2, bot.user()), new TurnId(room, 99, bot.user()), new TurnId(room, 1, alice.user()))) {
            assertThat(find(chat, alice, none)).isEqualTo(Outcome.refused(ErrorCode.TURN_NOT_FOUND));
        }
    }

    private static void assertFound(LogFixture chat, Principal reader, TurnStatus status) {
        assertThat(find(chat, reader, status.id())).isEqualTo(Outcome.done(status));
    }

    private static Outcome<TurnStatus> find(LogFixture chat, Principal reader, TurnId turn) {
        return chat.turns().find(reader, turn, chat.deadline());
    }

    @Rule("TN-23")
    default void callsThatComeTooLateChangeNothing(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        ConversationId room = chat.roomWith(alice, bot);
        TurnId turn = chat.ask(alice, room, "question");
        Duration duration = LogFixture.LEASE;
        ChatTurns turns = chat.turns();
        List<Consumer<Deadline>> claims = List.of(
                deadline -> turns.claim(turn, duration, deadline),
                deadline -> turns.claimDue(List.of(bot.user()), duration, 10, deadline),
                deadline -> turns.find(alice, turn, deadline));
        claims.forEach(call -> assertFails(ErrorCode.DEADLINE_EXCEEDED, call, Deadline.after(Duration.ZERO)));
        assertThat(chat.status(alice, turn).attempt()).isZero();
        TurnLease lease = chat.claim(turn);
        List<Consumer<Deadline>> others = List.of(
                deadline -> turns.context(lease, 10, deadline),
                deadline -> turns.write(lease, 0, "text", duration, deadline),
                deadline -> turns.release(lease, Duration.ZERO, true, deadline),
                deadline -> turns.finish(lease, new TurnEnding.Completed("text"), deadline),
                deadline -> turns.stop(alice, room, deadline));
        others.forEach(call -> assertFails(ErrorCode.DEADLINE_EXCEEDED, call, Deadline.after(Duration.ZERO)));
        assertThat(chat.status(alice, turn).state()).isEqualTo(TurnState.RUNNING);
        assertThat(chat.written(turn)).isEmpty();
        assertThat(chat.head(alice, room)).isEqualTo(1);
        chat.store().close();
        claims.forEach(call -> assertFails(ErrorCode.CLOSED, call, chat.deadline()));
        others.forEach(call -> assertFails(ErrorCode.CLOSED, call, chat.deadline()));
    }

    private static void assertFails(ErrorCode code, Consumer<Deadline> call, Deadline deadline) {
        assertThatThrownBy(() -> call.accept(deadline))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
