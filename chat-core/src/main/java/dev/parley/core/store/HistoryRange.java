package dev.parley.core.store;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;

/**
 * Which part of a conversation's messages to read. Immutable.
 *
 * @param forwards whether to read from {@code bound} towards the newest, else towards the oldest
 * @param bound an exclusive sequence number, 0 or more
 * @param limit how many messages at most, 1 or more
 */
public record HistoryRange(boolean forwards, long bound, int limit) {

    /**
     * Checks the bound.
     *
     * @param forwards as in the record
     * @param bound as in the record
     * @param limit as in the record
     * @throws ChatException {@link ErrorCode#SEQ_OUT_OF_RANGE} or {@link ErrorCode#LIMIT_OUT_OF_RANGE}
     */
    public HistoryRange {
        if (bound < 0) {
            throw ChatException.invalid(
                    ErrorCode.SEQ_OUT_OF_RANGE, forwards ? "after" : "before", "must not be negative");
        }
        if (limit < 1) {
            throw ChatException.invalid(ErrorCode.LIMIT_OUT_OF_RANGE, "limit", "must be at least 1");
        }
    }

    /**
     * The newest messages.
     *
     * @param limit how many at most
     * @return the range
     */
    public static HistoryRange latest(int limit) {
        return new HistoryRange(false, Long.MAX_VALUE, limit);
    }

    /**
     * The messages just before a place.
     *
     * @param seq an exclusive sequence number
     * @param limit how many at most
     * @return the range
     */
    public static HistoryRange before(long seq, int limit) {
        return new HistoryRange(false, seq, limit);
    }

    /**
     * The messages just after a place.
     *
     * @param seq an exclusive sequence number; 0 for the beginning
     * @param limit how many at most
     * @return the range
     */
    public static HistoryRange after(long seq, int limit) {
        return new HistoryRange(true, seq, limit);
    }
}
