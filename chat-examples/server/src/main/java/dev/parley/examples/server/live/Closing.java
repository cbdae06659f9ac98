package dev.parley.examples.server.live;

/** Why a connection is closed, as WebSocket says it (RFC 6455 §7.4). */
enum Closing {
    /** Everything was said. */
    DONE(1000),
    /** The server stops. */
    STOPPING(1001),
    /** The client sent what is not taken here. */
    NOT_TEXT(1003),
    /** The client may not go on. */
    REFUSED(1008),
    /** There are too many. */
    TOO_MANY(1013);

    private final int code;

    Closing(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
