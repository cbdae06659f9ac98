package dev.parley.operations.backup;

import java.io.IOException;
import java.io.Serial;

/** What is read is not what was written. The message says how, as the end of a sentence that begins with the place. */
final class DamagedException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    DamagedException(String how) {
        super(how);
    }

    DamagedException(String how, Throwable cause) {
        super(how, cause);
    }
}
