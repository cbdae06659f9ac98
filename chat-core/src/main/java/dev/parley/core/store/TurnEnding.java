package dev.parley.core.store;

import dev.parley.core.message.TurnFailure;

/** How a holder ends its turn. */
public sealed interface TurnEnding {

    /**
     * The bot has said everything.
     *
     * @param text all of it, already checked against the limits; when empty, no message is posted
     */
    record Completed(String text) implements TurnEnding {}

    /**
     * The bot was stopped by itself or its host.
     *
     * @param text what it had said, already checked against the limits; when empty, no message is posted
     */
    record Stopped(String text) implements TurnEnding {}

    /**
     * It came to nothing; no message is posted.
     *
     * @param failure why
     */
    record Failed(TurnFailure failure) implements TurnEnding {}
}
