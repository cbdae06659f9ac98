package dev.parley.examples.intents;

/** The features of a text that the model knows, ascending by index, and their values. Immutable. */
final class SparseVector {

    private final int[] indices;
    private final float[] values;

    SparseVector(int[] indices, float[] values) {
        this.indices = indices;
        this.values = values;
    }

    int size() {
        return indices.length;
    }

    int index(int at) {
        return indices[at];
    }

    float value(int at) {
        return values[at];
    }
}
