package dev.parley.examples.intents;

/**
 * What a classifier thought of a question. Immutable.
 *
 * @param expected the right intent, or {@link Question#OUT_OF_SCOPE}
 * @param best the intent that was most likely, or {@link Question#OUT_OF_SCOPE} if none was named
 * @param confidence of the most likely intent, 0 to 1; 0 if none was named
 */
record Judgement(String expected, String best, double confidence) {

    boolean inScope() {
        return !expected.equals(Question.OUT_OF_SCOPE);
    }

    /** {@return whether the most likely intent is the right one; never out of scope} */
    boolean right() {
        return inScope() && expected.equals(best);
    }

    boolean understood(double threshold) {
        return confidence >= threshold && !best.equals(Question.OUT_OF_SCOPE);
    }
}
