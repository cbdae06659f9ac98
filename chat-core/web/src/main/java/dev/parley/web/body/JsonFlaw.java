package dev.parley.web.body;

/** Why a JSON body is not parsed. */
public enum JsonFlaw {
    /** There is nothing. */
    EMPTY(400),
    /** The bytes are not UTF-8 (RFC 8259, section 8.1). */
    NOT_UTF8(400),
    /** It is not one JSON value, or something follows it. */
    MALFORMED(400),
    /** An object has the same name twice. */
    DUPLICATE_NAME(400),
    /** Objects and arrays lie too deep in each other. */
    TOO_DEEP(400),
    /** There are too many values, names and brackets. */
    TOO_MANY_TOKENS(413),
    /** A string, name or number is too long. */
    TOKEN_TOO_LONG(413);

    private final int status;

    JsonFlaw(int status) {
        this.status = status;
    }

    /** {@return the HTTP status of the answer} */
    public int status() {
        return status;
    }
}
