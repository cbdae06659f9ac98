package dev.parley.core.store;

import dev.parley.core.message.Message;
import java.util.List;

/**
 * What a bot is to know when it answers. Immutable.
 *
 * @param question the message that asks, as it is now
 * @param history questions and answers of the turns that it completed before, oldest turn first, each question before its
 *     answer
 */
public record TurnContext(Message question, List<Message> history) {

    /**
     * Copies the list.
     *
     * @param question as in the record
     * @param history as in the record
     */
    public TurnContext {
        history = List.copyOf(history);
    }
}
