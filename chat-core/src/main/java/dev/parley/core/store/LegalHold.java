package dev.parley.core.store;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import java.time.Instant;

/**
 * That a conversation must be kept as it is. Immutable.
 *
 * @param tenant whose conversation
 * @param conversation which
 * @param since when it was set, in whole microseconds
 * @param reason why, in the operator's words: 1 to {@value #MOST} UTF-16 units, no control characters
 */
public record LegalHold(TenantId tenant, ConversationId conversation, Instant since, String reason) {

    /** The greatest length of a reason. */
    public static final int MOST = 256;

    /**
     * Checks the reason.
     *
     * @param tenant as in the record
     * @param conversation as in the record
     * @param since as in the record
     * @param reason as in the record
     * @throws ChatException {@link ErrorCode#REASON_MALFORMED}, if it is empty, too long, or holds a control character or half
     *     of a surrogate pair
     */
    public LegalHold {
        boolean wellFormed = reason.codePoints()
                .noneMatch(point -> Character.isISOControl(point) || (point >= 0xD800 && point < 0xE000));
        if (reason.isEmpty() || reason.length() > MOST || !wellFormed) {
            throw ChatException.invalid(
                    ErrorCode.REASON_MALFORMED,
                    "reason",
                    "must be 1 to " + MOST + " characters, none a control character");
        }
    }

    /** Leaves out the reason, which may name people. */
    @Override
    public String toString() {
        return "LegalHold[tenant=" + tenant + ", conversation=" + conversation + ", since=" + since + "]";
    }
}
