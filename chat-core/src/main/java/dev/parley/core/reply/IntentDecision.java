package dev.parley.core.reply;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.List;

/** Whether somebody was understood. Immutable. */
public sealed interface IntentDecision {

    /**
     * Somebody was understood.
     *
     * @param best what is wanted, with a confidence of the threshold or more
     */
    record Understood(RankedIntent best) implements IntentDecision {}

    /** Nothing is likely enough: who answers says so, instead of guessing. */
    record NotUnderstood() implements IntentDecision {}

    /**
     * Decides.
     *
     * @param ranking of a classifier, most likely first; may be empty
     * @param threshold the smallest confidence that counts as understood, 0 to 1
     * @return the decision
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if the threshold is out of bounds
     */
    static IntentDecision of(List<RankedIntent> ranking, double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, "threshold is " + threshold + " and must be 0 to 1", null);
        }
        return !ranking.isEmpty() && ranking.get(0).confidence() >= threshold
                ? new Understood(ranking.get(0))
                : new NotUnderstood();
    }
}
