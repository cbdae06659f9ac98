package dev.parley.core.message;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;

/**
 * The id of a message: its conversation and the sequence number of the entry that posted it. So an id is unique over all
 * conversations and still needs no index of its own.
 *
 * @param conversation the conversation
 * @param seq the sequence number of the {@link Entry.Posted}, 1 or more
 */
public record MessageId(ConversationId conversation, long seq) implements Comparable<MessageId> {

    private static final char SEPARATOR = '.';

    /**
     * Checks the number.
     *
     * @param conversation as in the record
     * @param seq as in the record
     * @throws ChatException {@link ErrorCode#MESSAGE_ID_MALFORMED}
     */
    public MessageId {
        if (seq < 1) {
            throw malformed();
        }
    }

    /**
     * Reads an id as {@link #toString()} writes it.
     *
     * @param text the conversation id, a dot, and the sequence number in decimal digits without leading zeros
     * @return the id
     * @throws ChatException {@link ErrorCode#MESSAGE_ID_MALFORMED}
     */
    public static MessageId parse(String text) {
        int dot = text.indexOf(SEPARATOR);
        if (dot < 0) {
            throw malformed();
        }
        try {
            MessageId id = new MessageId(
                    ConversationId.parse(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
            // Long.parseLong also takes signs, leading zeros and the digits of other scripts; one id has one spelling.
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (NumberFormatException | ChatException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static ChatException malformed() {
        return ChatException.invalid(
                ErrorCode.MESSAGE_ID_MALFORMED, "messageId", "must be a conversation id, a dot and a number");
    }

    @Override
    public int compareTo(MessageId other) {
        int byConversation = conversation.compareTo(other.conversation);
        return byConversation != 0 ? byConversation : Long.compare(seq, other.seq);
    }

    @Override
    public String toString() {
        return conversation.toString() + SEPARATOR + seq;
    }
}
