package dev.parley.core.message;

import java.util.Locale;

/** How far a turn is. It moves from pending to running, perhaps back and forth, and then to one of the others for good. */
public enum TurnState {
    /** It waits for a node, or for an earlier turn of the same bot in the same conversation. */
    PENDING,
    /** A node holds it and the bot speaks. */
    RUNNING,
    /** The bot has said all it had to say, which may be nothing. */
    COMPLETED,
    /** It was stopped; what was said until then stays. */
    STOPPED,
    /** It came to nothing, for a {@link TurnFailure}. */
    FAILED;

    /** {@return whether nothing more will come} */
    public boolean finished() {
        return this != PENDING && this != RUNNING;
    }

    /** {@return the stable name in lower case} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
