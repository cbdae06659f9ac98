package dev.parley.core.message;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;

/**
 * The id of a turn: a bot is asked by one message. Immutable.
 *
 * @param conversation the conversation
 * @param seq the sequence number of the message that asks, 1 or more
 * @param bot who is asked
 */
public record TurnId(ConversationId conversation, long seq, UserId bot) {

    private static final char SEPARATOR = '.';

    /**
     * Checks the number.
     *
     * @param conversation as in the record
     * @param seq as in the record
     * @param bot as in the record
     * @throws ChatException {@link ErrorCode#TURN_ID_MALFORMED}
     */
    public TurnId {
        if (seq < 1) {
            throw malformed();
        }
    }

    /**
     * Reads an id as {@link #toString()} writes it.
     *
     * @param text the id of the message that asks, a dot, and the bot's user id
     * @return the id
     * @throws ChatException {@link ErrorCode#TURN_ID_MALFORMED}
     */
    public static TurnId parse(String text) {
        int first = text.indexOf(SEPARATOR);
        int second = text.indexOf(SEPARATOR, first + 1);
        if (first < 0 || second < 0) {
            throw malformed();
        }
        try {
            MessageId question = MessageId.parse(text.substring(0, second));
            return new TurnId(question.conversation(), question.seq(), new UserId(text.substring(second + 1)));
        } catch (ChatException e) {
            throw malformed();
        }
    }

    private static ChatException malformed() {
        return ChatException.invalid(
                ErrorCode.TURN_ID_MALFORMED, "turn", "must be a message id, a dot and the id of a bot");
    }

    /** {@return the message that asks} */
    public MessageId question() {
        return new MessageId(conversation, seq);
    }

    @Override
    public String toString() {
        return conversation.toString() + SEPARATOR + seq + SEPARATOR + bot;
    }
}
