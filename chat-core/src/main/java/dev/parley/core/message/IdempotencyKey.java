package dev.parley.core.message;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;

/**
 * The sender's name for one intended message: the same key again is the same message, never a second one. Scoped to
 * tenant, conversation and author, and remembered as long as the entry.
 *
 * @param value 1 to 128 code points, well-formed, without control characters
 */
public record IdempotencyKey(String value) {

    private static final int MAX_CODE_POINTS = 128;

    /**
     * Checks the form.
     *
     * @param value as in the record
     * @throws ChatException {@link ErrorCode#IDEMPOTENCY_KEY_MISSING}, {@link ErrorCode#IDEMPOTENCY_KEY_TOO_LONG} or
     *     {@link ErrorCode#IDEMPOTENCY_KEY_MALFORMED}
     */
    public IdempotencyKey {
        UnicodeText.requireNotEmpty(value, "idempotencyKey", ErrorCode.IDEMPOTENCY_KEY_MISSING);
        UnicodeText.requireAtMost(MAX_CODE_POINTS, value, "idempotencyKey", ErrorCode.IDEMPOTENCY_KEY_TOO_LONG);
        UnicodeText.requireWellFormed(value, "idempotencyKey", ErrorCode.IDEMPOTENCY_KEY_MALFORMED);
        UnicodeText.requireNoControls(value, "idempotencyKey", ErrorCode.IDEMPOTENCY_KEY_MALFORMED);
    }

    @Override
    public String toString() {
        return value;
    }
}
