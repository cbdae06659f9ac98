package dev.parley.examples.intents;

/**
 * Makes probabilities of scores. Each intent counts e to the power of {@code steepness} times its score; that none is meant
 * counts e to the power of {@code doubt} plus {@code strangeness} times the score of the class out of scope; a probability is
 * a share of the sum of all these. So the probabilities of the intents and of none of them sum to 1, and keep the order of
 * the scores. Immutable.
 *
 * @param steepness how much a score counts
 * @param doubt how likely it is beforehand that none is meant
 * @param strangeness how much the score of the class out of scope counts
 */
record Calibration(double steepness, double doubt, double strangeness) {

    /**
     * Calculates the probabilities.
     *
     * @param scores one for each class
     * @param none the index of the class out of scope
     * @return one for each class; at {@code none}, that no intent is meant
     */
    double[] probabilities(float[] scores, int none) {
        double[] shares = new double[scores.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < shares.length; k++) {
            shares[k] = k == none ? doubt + strangeness * scores[k] : steepness * scores[k];
            largest = Math.max(largest, shares[k]);
        }
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            // Strict: compiled code must not answer otherwise than code that still is interpreted.
            shares[k] = StrictMath.exp(shares[k] - largest);
            sum += shares[k];
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= sum;
        }
        return shares;
    }
}
