package dev.parley.core.message;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;

/** The checks that every text of a stranger passes. Counts are in code points, never in UTF-16 units. */
final class UnicodeText {

    private UnicodeText() {}

    /** Refuses NUL and surrogates without a partner: no UTF-8 column holds the latter, and PostgreSQL not the former. */
    static void requireWellFormed(String text, String field, ErrorCode code) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw ChatException.invalid(code, field, "must not contain NUL (at UTF-16 unit " + i + ")");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw ChatException.invalid(
                        code, field, "must not contain a surrogate without its partner (at UTF-16 unit " + i + ")");
            }
        }
    }

    static void requireAtMost(int maxCodePoints, String text, String field, ErrorCode code) {
        // The length in units is a cheap bound from above and from below: most texts need no count.
        if (text.length() > maxCodePoints
                && (text.length() > 2L * maxCodePoints || text.codePointCount(0, text.length()) > maxCodePoints)) {
            throw ChatException.invalid(code, field, "must have at most " + maxCodePoints + " code points");
        }
    }

    static void requireNoControls(String text, String field, ErrorCode code) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw ChatException.invalid(code, field, "must not contain control characters");
            }
        }
    }

    static void requireNotEmpty(String text, String field, ErrorCode code) {
        if (text.isEmpty()) {
            throw ChatException.invalid(code, field, "must not be empty");
        }
    }
}
