package dev.parley.core.reply;

import dev.parley.core.message.TurnFailure;
import org.jspecify.annotations.Nullable;

/** What a responder has said so far, and how much of it is kept by the store. Not thread-safe. */
final class ReplyText {

    private final StringBuilder text = new StringBuilder();
    private final int maxCodePoints;
    private int codePoints;
    private int kept;

    ReplyText(int maxCodePoints) {
        this.maxCodePoints = maxCodePoints;
    }

    /** Adds what no rule forbids and {@return the rule that the rest breaks, if one does} */
    @Nullable
    TurnFailure append(CharSequence more) {
        for (int i = 0; i < more.length(); i++) {
            char unit = more.charAt(i);
            boolean low = Character.isLowSurrogate(unit);
            if (unit == 0 || low != endsInThePair()) {
                return TurnFailure.REPLY_MALFORMED;
            }
            if (!low) {
                if (codePoints == maxCodePoints) {
                    return TurnFailure.REPLY_TOO_LONG;
                }
                codePoints++;
            }
            text.append(unit);
        }
        return null;
    }

    /** {@return whether the second half of a surrogate pair must follow} */
    boolean endsInThePair() {
        return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
    }

    int kept() {
        return kept;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** {@return how much could be kept now} */
    int unkept() {
        return text.length() - kept - (endsInThePair() ? 1 : 0);
    }

    /** {@return what could be kept now} */
    String rest() {
        return text.substring(kept, kept + unkept());
    }

    void keep(int units) {
        kept += units;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
