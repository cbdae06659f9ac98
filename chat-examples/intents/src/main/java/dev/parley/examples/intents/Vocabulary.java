package dev.parley.examples.intents;

import java.util.Arrays;

/**
 * The n-grams that the model knows, and how much each says: the rarer in the training questions, the more. Immutable.
 *
 * <p>In each of the two views a text has length 1, and what is not known counts for the length, more than anything that is:
 * so a text of which little is known gets small values, small scores, and little confidence.
 */
final class Vocabulary {

    /** What an unknown n-gram weighs; chosen by the accuracy on the validation questions, flat from 3 to 6. */
    private static final double UNKNOWN_WEIGHT = 4;

    private final long[] grams;
    private final float[] weights;
    private final int[] slots;

    /**
     * A vocabulary.
     *
     * @param grams all different, in the order of the indices
     * @param weights what each says
     */
    Vocabulary(long[] grams, float[] weights) {
        this.grams = grams;
        this.weights = weights;
        this.slots = new int[Integer.highestOneBit(Math.max(1, grams.length)) * 4];
        for (int i = 0; i < grams.length; i++) {
            slots[slotOf(grams[i])] = i + 1;
        }
    }

    private int slotOf(long gram) {
        int mask = slots.length - 1;
        int slot = (int) gram & mask;
        while (slots[slot] != 0 && grams[slots[slot] - 1] != gram) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    int size() {
        return grams.length;
    }

    long gram(int index) {
        return grams[index];
    }

    float weight(int index) {
        return weights[index];
    }

    /** {@return the features of a text} */
    SparseVector vector(NGrams text) {
        int most = text.words().size() + text.pieces().size();
        long[] known = new long[most];
        int count = view(text.words(), known, 0);
        count = view(text.pieces(), known, count);
        Arrays.sort(known, 0, count);
        int[] indices = new int[count];
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            indices[i] = (int) (known[i] >>> Integer.SIZE);
            values[i] = Float.intBitsToFloat((int) known[i]);
        }
        return new SparseVector(indices, values);
    }

    /** Adds the known features of a view, the index in the upper half and the value in the lower, and {@return the new count} */
    private int view(GramCounts counts, long[] known, int from) {
        int count = from;
        double squares = 0;
        for (int slot = 0; slot < counts.slots(); slot++) {
            if (counts.gram(slot) != 0) {
                int index = slots[slotOf(counts.gram(slot))] - 1;
                double value = Math.sqrt(counts.count(slot)) * (index < 0 ? UNKNOWN_WEIGHT : weights[index]);
                squares += value * value;
                if (index >= 0) {
                    known[count++] = (long) index << Integer.SIZE | Float.floatToIntBits((float) value);
                }
            }
        }
        double length = Math.sqrt(squares);
        for (int i = from; i < count; i++) {
            float value = (float) (Float.intBitsToFloat((int) known[i]) / length);
            known[i] = known[i] >>> Integer.SIZE << Integer.SIZE | Float.floatToIntBits(value);
        }
        return count;
    }
}
