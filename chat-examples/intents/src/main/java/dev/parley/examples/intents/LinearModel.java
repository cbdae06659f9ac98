package dev.parley.examples.intents;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Scores a text for each class: the sum over its features of their values times the weights of the class. A weight is kept
 * in a byte, with one scale for each feature, which costs no accuracy and an eighth of the memory. Immutable.
 */
final class LinearModel {

    private final List<String> classes;
    private final Vocabulary vocabulary;
    private final float[] scales;
    private final byte[] weights;

    /**
     * A model.
     *
     * @param classes their names
     * @param vocabulary the features
     * @param scales what the weights of a feature are multiples of
     * @param weights those of all classes for the first feature, then for the second, and so on
     */
    LinearModel(List<String> classes, Vocabulary vocabulary, float[] scales, byte[] weights) {
        this.classes = classes;
        this.vocabulary = vocabulary;
        this.scales = scales;
        this.weights = weights;
    }

    List<String> classes() {
        return classes;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    float scale(int feature) {
        return scales[feature];
    }

    void writeWeights(OutputStream out) throws IOException {
        out.write(weights);
    }

    /** {@return a score for each class} */
    float[] scores(String text) {
        return scores(vocabulary.vector(NGrams.of(text)));
    }

    /** {@return a score for each class} */
    float[] scores(SparseVector features) {
        int count = classes.size();
        float[] scores = new float[count];
        for (int i = 0; i < features.size(); i++) {
            int feature = features.index(i);
            float value = features.value(i) * scales[feature];
            int row = feature * count;
            for (int k = 0; k < count; k++) {
                scores[k] += value * weights[row + k];
            }
        }
        return scores;
    }

    /** Rounds weights to bytes; {@code exact} is laid out like the weights. */
    static LinearModel rounded(List<String> classes, Vocabulary vocabulary, double[] exact) {
        int count = classes.size();
        float[] scales = new float[vocabulary.size()];
        byte[] weights = new byte[exact.length];
        for (int feature = 0; feature < scales.length; feature++) {
            int row = feature * count;
            double largest = 0;
            for (int k = 0; k < count; k++) {
                largest = Math.max(largest, Math.abs(exact[row + k]));
            }
            scales[feature] = (float) (largest / Byte.MAX_VALUE);
            for (int k = 0; k < count && largest > 0; k++) {
                weights[row + k] = (byte) Math.round(exact[row + k] / largest * Byte.MAX_VALUE);
            }
        }
        return new LinearModel(classes, vocabulary, scales, weights);
    }
}
