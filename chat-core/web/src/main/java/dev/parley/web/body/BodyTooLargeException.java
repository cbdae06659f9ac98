package dev.parley.web.body;

import java.io.IOException;
import java.io.Serial;

/** More bytes came than a body may have: to be answered with 413. Carries no stack trace: it is no fault of the server. */
public final class BodyTooLargeException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    BodyTooLargeException() {
        super("the body has more bytes than are allowed");
    }

    /** {@return this} */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
