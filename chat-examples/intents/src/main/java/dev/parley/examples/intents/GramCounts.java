package dev.parley.examples.intents;

import java.util.Arrays;

/** How often each n-gram of a text occurs. An n-gram is known by a hash of 64 bits alone. Not thread-safe. */
final class GramCounts {

    private static final int FIRST_CAPACITY = 256;

    private long[] grams = new long[FIRST_CAPACITY];
    private int[] counts = new int[FIRST_CAPACITY];
    private int size;

    /** Counts one more. */
    void add(long hash) {
        // Zero marks a free slot.
        long gram = hash == 0 ? 1 : hash;
        int slot = slotOf(gram);
        if (counts[slot]++ == 0) {
            grams[slot] = gram;
            size++;
            if (2 * size > grams.length) {
                grow();
            }
        }
    }

    private int slotOf(long gram) {
        int mask = grams.length - 1;
        int slot = (int) gram & mask;
        while (grams[slot] != 0 && grams[slot] != gram) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldGrams = grams;
        int[] oldCounts = counts;
        grams = new long[2 * oldGrams.length];
        counts = new int[grams.length];
        for (int i = 0; i < oldGrams.length; i++) {
            if (oldGrams[i] != 0) {
                int slot = slotOf(oldGrams[i]);
                grams[slot] = oldGrams[i];
                counts[slot] = oldCounts[i];
            }
        }
    }

    int size() {
        return size;
    }

    /** {@return how many slots there are; the n-grams are spread over them} */
    int slots() {
        return grams.length;
    }

    /** {@return the n-gram in a slot, 0 if there is none} */
    long gram(int slot) {
        return grams[slot];
    }

    int count(int slot) {
        return counts[slot];
    }

    /** {@return the n-grams, ascending} */
    long[] distinct() {
        return Arrays.stream(grams).filter(gram -> gram != 0).sorted().toArray();
    }
}
