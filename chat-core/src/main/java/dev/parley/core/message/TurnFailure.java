package dev.parley.core.message;

import java.util.Locale;

/** Why a turn failed. The {@linkplain #id() id} is stable; new ones may be added. */
public enum TurnFailure {
    /** The responder threw, or reported a failure that a retry could not or did not mend. */
    RESPONDER_FAILED,
    /** The responder had not ended in its time. */
    RESPONDER_TIMEOUT,
    /** The responder said more than a message may hold. */
    REPLY_TOO_LONG,
    /** The responder said what no message may hold: a NUL, or a surrogate without its partner. */
    REPLY_MALFORMED,
    /** Nodes that held it were lost as often as it may be tried. */
    ATTEMPTS_SPENT,
    /** The bot left the conversation before it had ended. */
    BOT_LEFT,
    /** The message that asks was redacted, or its author erased, before it had ended. */
    QUESTION_GONE;

    /** {@return the stable name in lower case} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
