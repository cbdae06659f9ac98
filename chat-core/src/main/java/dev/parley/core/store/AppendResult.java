package dev.parley.core.store;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.Message;
import dev.parley.core.message.TurnId;
import java.time.Duration;
import java.util.List;

/** What came of {@link ChatLog#append}. */
public sealed interface AppendResult {

    /**
     * The message is durable.
     *
     * @param message the message
     * @param turns the turns that it makes, in ascending order of the bots
     */
    record Appended(Message message, List<TurnId> turns) implements AppendResult {

        /**
         * Copies the list.
         *
         * @param message as in the record
         * @param turns as in the record
         */
        public Appended {
            turns = List.copyOf(turns);
        }
    }

    /**
     * The author had sent the same with the same key before. Nothing was written.
     *
     * @param message the message as it is now; its id and time are the original ones
     */
    record Duplicate(Message message) implements AppendResult {}

    /** The author had sent another body with the same key before. Nothing was written. */
    record Conflict() implements AppendResult {}

    /** There is no such conversation, or the principal does not take part in it. */
    record NotFound() implements AppendResult {}

    /**
     * The store takes no writes for now. Nothing was written.
     *
     * @param reason {@link ErrorCode#STORE_READ_ONLY} or {@link ErrorCode#STORE_OVERLOADED}
     * @param retryAfter when to come again
     */
    record Refused(ErrorCode reason, Duration retryAfter) implements AppendResult {}
}
