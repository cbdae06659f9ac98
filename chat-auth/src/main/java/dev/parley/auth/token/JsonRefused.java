package dev.parley.auth.token;

import java.io.Serial;

/** That a text is no JSON object as {@link StrictJson} wants it. Says nothing of the text, and costs no stack trace. */
final class JsonRefused extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean duplicate;

    JsonRefused(boolean duplicate) {
        super(duplicate ? "A member is there twice" : "It is no JSON object", null, false, false);
        this.duplicate = duplicate;
    }

    /** {@return whether the reason is a member that is there twice} */
    boolean duplicate() {
        return duplicate;
    }
}
