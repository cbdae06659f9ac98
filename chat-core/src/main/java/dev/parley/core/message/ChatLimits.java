package dev.parley.core.message;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;

/**
 * Bounds on everything that a stranger can send. Lengths are in Unicode code points. Immutable.
 *
 * @param maxTextCodePoints of one message, 1 to 1,000,000; 16,000 by default
 * @param maxTitleCodePoints of a conversation's title, 1 to 1,000; 200 by default
 * @param maxParticipants of one conversation at a time, 2 to 100,000; 2,000 by default
 * @param maxPageSize of one page, 1 to 1,000; 200 by default
 */
public record ChatLimits(int maxTextCodePoints, int maxTitleCodePoints, int maxParticipants, int maxPageSize) {

    /** The defaults. */
    public static final ChatLimits DEFAULT = new ChatLimits(16_000, 200, 2_000, 200);

    /**
     * Checks the bounds of the bounds.
     *
     * @param maxTextCodePoints as in the record
     * @param maxTitleCodePoints as in the record
     * @param maxParticipants as in the record
     * @param maxPageSize as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public ChatLimits {
        requireRange("maxTextCodePoints", maxTextCodePoints, 1, 1_000_000);
        requireRange("maxTitleCodePoints", maxTitleCodePoints, 1, 1_000);
        requireRange("maxParticipants", maxParticipants, 2, 100_000);
        requireRange("maxPageSize", maxPageSize, 1, 1_000);
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, name + " is " + value + " and must be " + min + " to " + max, null);
        }
    }

    /**
     * The same with another bound on participants.
     *
     * @param max 2 to 100,000
     * @return new limits
     */
    public ChatLimits withMaxParticipants(int max) {
        return new ChatLimits(maxTextCodePoints, maxTitleCodePoints, max, maxPageSize);
    }

    /**
     * The same with another bound on the text of a message.
     *
     * @param max 1 to 1,000,000 code points
     * @return new limits
     */
    public ChatLimits withMaxTextCodePoints(int max) {
        return new ChatLimits(max, maxTitleCodePoints, maxParticipants, maxPageSize);
    }

    /**
     * Checks the text of a message.
     *
     * @param text the text
     * @throws ChatException {@link ErrorCode#TEXT_TOO_LONG} or {@link ErrorCode#TEXT_MALFORMED}
     */
    public void checkText(String text) {
        UnicodeText.requireAtMost(maxTextCodePoints, text, "text", ErrorCode.TEXT_TOO_LONG);
        UnicodeText.requireWellFormed(text, "text", ErrorCode.TEXT_MALFORMED);
    }

    /**
     * Checks the title of a conversation.
     *
     * @param title the title
     * @throws ChatException {@link ErrorCode#TITLE_TOO_LONG} or {@link ErrorCode#TITLE_MALFORMED}
     */
    public void checkTitle(String title) {
        UnicodeText.requireAtMost(maxTitleCodePoints, title, "title", ErrorCode.TITLE_TOO_LONG);
        UnicodeText.requireWellFormed(title, "title", ErrorCode.TITLE_MALFORMED);
    }

    /**
     * Checks what a conversation is to be created from.
     *
     * @param conversation the conversation
     * @throws ChatException as {@link #checkTitle}, or {@link ErrorCode#PARTICIPANTS_TOO_MANY}
     */
    public void check(NewConversation conversation) {
        checkTitle(conversation.title());
        if (conversation.participants().size() >= maxParticipants) {
            throw ChatException.invalid(
                    ErrorCode.PARTICIPANTS_TOO_MANY,
                    "participants",
                    "must leave the conversation with at most " + maxParticipants);
        }
    }

    /**
     * Checks how many items a page may have.
     *
     * @param limit the number asked for
     * @throws ChatException {@link ErrorCode#LIMIT_OUT_OF_RANGE}
     */
    public void checkPageSize(int limit) {
        if (limit < 1 || limit > maxPageSize) {
            throw ChatException.invalid(ErrorCode.LIMIT_OUT_OF_RANGE, "limit", "must be 1 to " + maxPageSize);
        }
    }
}
