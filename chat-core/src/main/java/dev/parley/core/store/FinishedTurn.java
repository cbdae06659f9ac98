package dev.parley.core.store;

import dev.parley.core.message.Message;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A turn that has just ended. Immutable.
 *
 * @param status what has become of it
 * @param posted the bot's message, or null if there is none
 * @param nextTurn the turn of the same bot and conversation that is next in line, or null if none waits
 */
public record FinishedTurn(
        TurnStatus status,
        @Nullable Message posted,
        @Nullable TurnId nextTurn) {

    /** {@return the bot's message, if there is one} */
    public Optional<Message> message() {
        return Optional.ofNullable(posted);
    }

    /** {@return the turn of the same bot and conversation that is next in line, if one waits} */
    public Optional<TurnId> next() {
        return Optional.ofNullable(nextTurn);
    }
}
