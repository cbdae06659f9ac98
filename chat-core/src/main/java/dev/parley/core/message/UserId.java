package dev.parley.core.message;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.UUID;

/**
 * The host's id of a person, a bot or a service, unique within its tenant.
 *
 * @param value 1 to 128 code points, well-formed, without control characters
 */
public record UserId(String value) implements Comparable<UserId> {

    private static final int MAX_CODE_POINTS = 128;
    private static final String ERASED = "erased-";

    /**
     * Checks the form.
     *
     * @param value as in the record
     * @throws ChatException {@link ErrorCode#USER_ID_MALFORMED}
     */
    public UserId {
        UnicodeText.requireNotEmpty(value, "userId", ErrorCode.USER_ID_MALFORMED);
        UnicodeText.requireAtMost(MAX_CODE_POINTS, value, "userId", ErrorCode.USER_ID_MALFORMED);
        UnicodeText.requireWellFormed(value, "userId", ErrorCode.USER_ID_MALFORMED);
        UnicodeText.requireNoControls(value, "userId", ErrorCode.USER_ID_MALFORMED);
    }

    /** {@return a new id for somebody who was erased, which nobody can turn back} */
    public static UserId pseudonym() {
        return new UserId(ERASED + UUID.randomUUID());
    }

    /** {@return whether this has the form of a {@link #pseudonym}; it may still be somebody's own id} */
    public boolean isPseudonym() {
        return value.startsWith(ERASED);
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
