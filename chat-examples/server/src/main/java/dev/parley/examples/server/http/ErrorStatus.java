package dev.parley.examples.server.http;

import dev.parley.core.error.ErrorCode;

/** The one table from the engine's codes to HTTP. */
public final class ErrorStatus {

    private ErrorStatus() {}

    /** {@return the HTTP status of a code} */
    public static int of(ErrorCode code) {
        return switch (code) {
            case TEXT_TOO_LONG -> 413;
            case REVISION_CONFLICT -> 412;
            case RATE_LIMITED -> 429;
            // To the client an engine that is closing is as good as a store that is away.
            case CLOSED -> 503;
            default ->
                switch (code.kind()) {
                    case INVALID -> 400;
                    case FORBIDDEN -> 403;
                    case NOT_FOUND -> 404;
                    case CONFLICT -> 409;
                    case BUSY, UNAVAILABLE -> 503;
                    case INTERNAL -> 500;
                };
        };
    }
}
