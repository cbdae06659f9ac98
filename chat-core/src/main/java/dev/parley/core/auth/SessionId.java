package dev.parley.core.auth;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.regex.Pattern;

/**
 * Names a session. Not a credential: it may be shown to its user, but who knows it gets in nowhere. Immutable.
 *
 * @param value 1 to 64 of letters, digits, dash and underscore
 */
public record SessionId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * Checks the form.
     *
     * @param value as in the record
     * @throws ChatException {@link ErrorCode#SESSION_ID_MALFORMED}
     */
    public SessionId {
        if (!FORM.matcher(value).matches()) {
            throw ChatException.invalid(
                    ErrorCode.SESSION_ID_MALFORMED, "session", "must be 1 to 64 of letters, digits, '-' and '_'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
