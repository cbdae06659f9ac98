package dev.parley.examples.intents;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Makes a vocabulary of the n-grams that are in two questions or more: what is in one says nothing of others. */
final class VocabularyBuilder {

    private static final int FEWEST_QUESTIONS = 2;

    private VocabularyBuilder() {}

    static Vocabulary of(List<NGrams> texts) {
        // Each n-gram once for each text that it is in.
        long[] all = texts.stream()
                .flatMapToLong(text -> LongStream.concat(
                        Arrays.stream(text.words().distinct()),
                        Arrays.stream(text.pieces().distinct())))
                .sorted()
                .toArray();
        long[] grams = new long[all.length];
        float[] weights = new float[all.length];
        int size = 0;
        int from = 0;
        while (from < all.length) {
            int to = from;
            while (to < all.length && all[to] == all[from]) {
                to++;
            }
            if (to - from >= FEWEST_QUESTIONS) {
                grams[size] = all[from];
                weights[size++] = weight(texts.size(), to - from);
            }
            from = to;
        }
        return new Vocabulary(Arrays.copyOf(grams, size), Arrays.copyOf(weights, size));
    }

    /** The square root of the usual inverse frequency. Strict, so that every machine makes the same model. */
    private static float weight(int texts, int textsWithIt) {
        return (float) Math.sqrt(StrictMath.log((1.0 + texts) / (1.0 + textsWithIt)) + 1);
    }
}
