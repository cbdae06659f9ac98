package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Answer;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnState;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends turns: posts what the bot said, and lets the next one in line. Locks the conversation first, then the turn. */
final class TurnEndings {

    private static final String FIRST_OF_EACH = "SELECT " + TurnRow.COLUMNS + """

            FROM parley_turn t
            WHERE t.conversation_id = :conversation AND t.state = 'first'
            FOR UPDATE
            """;

    private static final String END = """
            UPDATE parley_turn
            SET state = :state, running = FALSE, failure = :failure, answer_seq = :answer, due_at = NULL, length = 0
            WHERE
            """ + TurnRow.KEY;

    private final InstantSource clock;

    TurnEndings(InstantSource clock) {
        this.clock = clock;
    }

    Optional<FinishedTurn> finish(Session session, TurnLease lease, TurnEnding ending) {
        Principal bot = Principal.of(lease.tenant(), lease.turn().bot());
        @Nullable
        Seat seat = Seat.lock(session, bot, lease.turn().conversation()).orElse(null);
        @Nullable TurnRow turn = TurnRow.lock(session, lease.turn()).orElse(null);
        if (turn == null) {
            return Optional.empty();
        }
        if (seat != null && turn.heldBy(lease)) {
            return Optional.of(end(session, seat, turn, ending));
        }
        boolean mine = turn.state().finished() && turn.attempt() == lease.attempt();
        return mine ? Optional.of(finished(session, turn)) : Optional.empty();
    }

    Outcome<List<FinishedTurn>> stop(Session session, Principal principal, ConversationId conversation) {
        @Nullable Seat place = Seat.lock(session, principal, conversation).orElse(null);
        if (place == null) {
            return Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND);
        }
        List<TurnRow> turns = session
                .query(FIRST_OF_EACH)
                .bind("conversation", conversation.value())
                .map((row, context) -> TurnRow.read(row))
                .stream()
                .sorted(Comparator.comparing(turn -> turn.id().bot()))
                .toList();
        // What is posted now is the bots', not the user's.
        session.enter(session.scope().asWorker());
        List<FinishedTurn> stopped = new ArrayList<>(turns.size());
        for (TurnRow turn : turns) {
            FinishedTurn last = end(session, place, turn, new TurnEnding.Stopped(Fragments.text(session, turn)));
            stopped.add(last);
            place = last.posted() == null ? place : place.past(last.posted());
        }
        return Outcome.done(stopped);
    }

    private FinishedTurn end(Session session, Seat place, TurnRow turn, TurnEnding ending) {
        @Nullable Message posted = null;
        @Nullable TurnFailure failure = null;
        TurnState state = TurnState.FAILED;
        if (ending instanceof TurnEnding.Completed completed) {
            state = TurnState.COMPLETED;
            posted = post(session, place, turn, completed.text(), false);
        } else if (ending instanceof TurnEnding.Stopped stopped) {
            state = TurnState.STOPPED;
            posted = post(session, place, turn, stopped.text(), true);
        } else if (ending instanceof TurnEnding.Failed failed) {
            failure = failed.failure();
        }
        TurnRow.bind(session.update(END), turn.id())
                .bind("state", state.id())
                .bind("failure", failure == null ? null : failure.id())
                .bind("answer", posted == null ? null : (Long) posted.seq())
                .execute();
        Fragments.wipe(session, turn);
        return new FinishedTurn(
                turn.ended(state, failure, posted == null ? 0 : posted.seq()).status(),
                posted,
                TurnLines.advance(session, turn.id()).orElse(null));
    }

    private @Nullable Message post(Session session, Seat place, TurnRow turn, String text, boolean stopped) {
        if (text.isEmpty()) {
            return null;
        }
        Message message = new Message(
                new MessageId(place.conversation(), place.head() + 1),
                turn.id().bot(),
                MessageKind.BOT,
                text,
                null,
                Times.now(clock),
                null,
                1,
                false,
                place.posted() + 1,
                new Answer(turn.id(), stopped));
        PostingSql.write(session, message, null, null);
        return message;
    }

    /** {@return the same as when the turn was finished, but for what is first in line now} */
    private static FinishedTurn finished(Session session, TurnRow turn) {
        @Nullable
        Message posted = turn.answerSeq() == 0
                ? null
                : EntryRows.message(session, turn.id().conversation(), turn.answerSeq())
                        .orElseThrow();
        return new FinishedTurn(
                turn.status(), posted, TurnLines.first(session, turn.id()).orElse(null));
    }
}
