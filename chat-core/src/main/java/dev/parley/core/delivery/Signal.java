package dev.parley.core.delivery;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What nodes tell each other over the {@link EventBus}: hints that may be lost, repeated or late. What matters can always
 * be read from the store. Immutable.
 */
public sealed interface Signal {

    /** {@return the conversation that it is about} */
    ConversationId conversation();

    /**
     * The log has a new entry.
     *
     * @param conversation the conversation
     * @param seq its sequence number
     * @param entry the entry as it is for who sees everything, or null where it must be read from the log
     */
    record EntryAppended(
            ConversationId conversation, long seq, @Nullable Entry entry) implements Signal {}

    /**
     * A bot has said something more, and the store has kept it.
     *
     * @param turn in which turn
     * @param attempt in which attempt
     * @param offset how many UTF-16 units the attempt had written before
     * @param text what came, well-formed
     */
    record FragmentWritten(TurnId turn, int attempt, int offset, String text) implements Signal {
        @Override
        public ConversationId conversation() {
            return turn.conversation();
        }
    }

    /**
     * A turn has another state.
     *
     * @param status the turn as it is now; a pending one wants a node
     */
    record TurnChanged(TurnStatus status) implements Signal {
        @Override
        public ConversationId conversation() {
            return status.id().conversation();
        }
    }

    /**
     * A participant is typing.
     *
     * @param conversation the conversation
     * @param user who
     */
    record UserTyping(ConversationId conversation, UserId user) implements Signal {}

    /**
     * A participant has read further. Sending, which moves one's own marker too, is told by the entry alone.
     *
     * @param conversation the conversation
     * @param user who
     * @param seq where the read marker stands now
     */
    record ReadAdvanced(ConversationId conversation, UserId user, long seq) implements Signal {}
}
