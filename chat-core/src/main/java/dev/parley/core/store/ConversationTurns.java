package dev.parley.core.store;

import dev.parley.core.message.Answer;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What turns do to one in-memory conversation. Needs the conversation's lock. */
final class ConversationTurns {

    private final ConversationState state;

    ConversationTurns(ConversationState state) {
        this.state = state;
    }

    FinishedTurn finish(TurnRecord turn, TurnEnding ending, Instant now) {
        Message posted = null;
        TurnState last = TurnState.FAILED;
        TurnFailure failure = null;
        if (ending instanceof TurnEnding.Completed completed) {
            last = TurnState.COMPLETED;
            posted = answer(turn, completed.text(), false, now);
        } else if (ending instanceof TurnEnding.Stopped stopped) {
            last = TurnState.STOPPED;
            posted = answer(turn, stopped.text(), true, now);
        } else if (ending instanceof TurnEnding.Failed failed) {
            failure = failed.failure();
        }
        TurnRecord next = state.turns.end(turn, last, failure, posted, now);
        return new FinishedTurn(turn.status(), posted, next == null ? null : next.id);
    }

    private @Nullable Message answer(TurnRecord turn, String text, boolean stopped, Instant now) {
        Seat bot = state.roster.seat(turn.id.bot());
        if (bot == null) {
            throw new IllegalStateException("A bot that does not take part has an unfinished turn");
        }
        return text.isEmpty() ? null : state.post(bot, MessageKind.BOT, text, null, new Answer(turn.id, stopped), now);
    }

    /** {@return the same as when the turn was finished, but for what is next in line now} */
    FinishedTurn finished(TurnRecord turn) {
        TurnRecord next = state.turns.firstOf(turn.id.bot());
        return new FinishedTurn(
                turn.status(),
                turn.answerOrdinal == 0 ? null : state.log.posted(turn.answerOrdinal),
                next == null ? null : next.id);
    }

    TurnContext contextOf(TurnRecord turn, int maxTurns) {
        Seat bot = state.roster.seat(turn.id.bot());
        long visibleFrom = bot == null ? Long.MAX_VALUE : bot.visibleFrom();
        List<TurnRecord> completed = state.turns.completedOf(turn.id.bot());
        int first = Math.max(0, completed.size() - maxTurns);
        List<Message> history = new ArrayList<>(2 * (completed.size() - first));
        for (TurnRecord earlier : completed.subList(first, completed.size())) {
            if (earlier.id.seq() < visibleFrom) {
                continue;
            }
            addUnlessRedacted(state.log.posted(earlier.questionOrdinal), history);
            if (earlier.answerOrdinal > 0) {
                addUnlessRedacted(state.log.posted(earlier.answerOrdinal), history);
            }
        }
        return new TurnContext(state.log.posted(turn.questionOrdinal), history);
    }

    private static void addUnlessRedacted(Message message, List<Message> history) {
        if (!message.redacted()) {
            history.add(message);
        }
    }
}
