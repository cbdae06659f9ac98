package dev.parley.core.reply;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;

/**
 * An intent, and how likely it is that it is meant. Immutable.
 *
 * @param intent the name of the intent
 * @param confidence a probability, 0 to 1
 */
public record RankedIntent(String intent, double confidence) {

    /**
     * Checks the bounds.
     *
     * @param intent as in the record
     * @param confidence as in the record
     * @throws ChatException {@link ErrorCode#INTERNAL} if the confidence is no probability
     */
    public RankedIntent {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw ChatException.fault(
                    ErrorCode.INTERNAL, "The confidence of an intent is " + confidence + " and must be 0 to 1", null);
        }
    }
}
