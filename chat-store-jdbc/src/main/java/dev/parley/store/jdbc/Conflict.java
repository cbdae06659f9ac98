package dev.parley.store.jdbc;

import java.io.Serial;

/** A transaction came to nothing because of another one; the same work may pass when it is done again. */
final class Conflict extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    Conflict(Throwable cause) {
        super(cause);
    }
}
