package dev.parley.core;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.store.AppendResult;
import java.time.Instant;

/**
 * The promise that a message is durable: from here on it survives the end of any process. Immutable.
 *
 * @param message the message's id
 * @param seq its sequence number in the conversation
 * @param createdAt when it was posted
 * @param repeat whether it had been sent with the same key before, so that nothing was written now
 */
public record Receipt(MessageId message, long seq, Instant createdAt, boolean repeat) {

    static Outcome<Receipt> from(AppendResult result) {
        if (result instanceof AppendResult.Appended appended) {
            return Outcome.done(of(appended.message(), false));
        }
        if (result instanceof AppendResult.Duplicate duplicate) {
            return Outcome.done(of(duplicate.message(), true));
        }
        if (result instanceof AppendResult.Refused refused) {
            return Outcome.refused(refused.reason(), refused.retryAfter());
        }
        return Outcome.refused(
                result instanceof AppendResult.Conflict
                        ? ErrorCode.IDEMPOTENCY_CONFLICT
                        : ErrorCode.CONVERSATION_NOT_FOUND);
    }

    private static Receipt of(Message message, boolean repeat) {
        return new Receipt(message.id(), message.seq(), message.createdAt(), repeat);
    }
}
