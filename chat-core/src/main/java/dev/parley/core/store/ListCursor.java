package dev.parley.core.store;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A place in a list of conversations by latest activity: after the conversation with this activity and id. Immutable.
 *
 * @param lastActivity the activity of the last conversation that was read
 * @param conversation its id
 */
public record ListCursor(Instant lastActivity, ConversationId conversation) {

    private static final String SEPARATOR = "_";

    /**
     * Reads a cursor as {@link #toString()} writes it.
     *
     * @param text the text
     * @return the cursor
     * @throws ChatException {@link ErrorCode#CURSOR_MALFORMED}
     */
    public static ListCursor parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            throw malformed();
        }
        try {
            long micros = Long.parseLong(text.substring(0, separator));
            return new ListCursor(
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ConversationId.parse(text.substring(separator + 1)));
        } catch (NumberFormatException | ChatException e) {
            throw malformed();
        }
    }

    private static ChatException malformed() {
        return ChatException.invalid(ErrorCode.CURSOR_MALFORMED, "cursor", "must be one that was given out");
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, lastActivity) + SEPARATOR + conversation;
    }
}
