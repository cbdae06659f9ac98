package dev.parley.core;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.TurnId;
import dev.parley.core.store.AppendResult;
import java.time.Instant;
import java.util.List;

/**
 * The promise that a message is durable: from here on it survives the end of any process. Immutable.
 *
 * @param message the message's id
 * @param seq its sequence number in the conversation
 * @param createdAt when it was posted
 * @param repeat whether it had been sent with the same key before, so that nothing was written now
 * @param turns the turns of bots that it makes; none of a repeat
 */
public record Receipt(MessageId message, long seq, Instant createdAt, boolean repeat, List<TurnId> turns) {

    /**
     * Copies the list.
     *
     * @param message as in the record
     * @param seq as in the record
     * @param createdAt as in the record
     * @param repeat as in the record
     * @param turns as in the record
     */
    public Receipt {
        turns = List.copyOf(turns);
    }

    static Outcome<Receipt> from(AppendResult result) {
        if (result instanceof AppendResult.Appended appended) {
            return Outcome.done(of(appended.message(), false, appended.turns()));
        }
        if (result instanceof AppendResult.Duplicate duplicate) {
            return Outcome.done(of(duplicate.message(), true, List.of()));
        }
        if (result instanceof AppendResult.Refused refused) {
            return Outcome.refused(refused.reason(), refused.retryAfter());
        }
        return Outcome.refused(
                result instanceof AppendResult.Conflict
                        ? ErrorCode.IDEMPOTENCY_CONFLICT
                        : ErrorCode.CONVERSATION_NOT_FOUND);
    }

    private static Receipt of(Message message, boolean repeat, List<TurnId> turns) {
        return new Receipt(message.id(), message.seq(), message.createdAt(), repeat, turns);
    }
}
