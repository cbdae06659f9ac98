package dev.parley.core.reply;

import dev.parley.core.message.Message;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import java.util.List;

/**
 * What a responder is to answer. Immutable.
 *
 * @param id the turn; the same for every attempt
 * @param tenant the tenant
 * @param attempt 1 or more; a new attempt starts from nothing
 * @param question the message that asks
 * @param history questions and answers of earlier turns that were completed, oldest first
 */
public record Turn(TurnId id, TenantId tenant, int attempt, Message question, List<Message> history) {

    /**
     * Copies the list.
     *
     * @param id as in the record
     * @param tenant as in the record
     * @param attempt as in the record
     * @param question as in the record
     * @param history as in the record
     */
    public Turn {
        history = List.copyOf(history);
    }

    /** Leaves the texts out: a turn may end up in a log. */
    @Override
    public String toString() {
        return "Turn[id=" + id + ", attempt=" + attempt + "]";
    }
}
