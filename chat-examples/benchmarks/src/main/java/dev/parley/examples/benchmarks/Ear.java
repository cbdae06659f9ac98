package dev.parley.examples.benchmarks;

import dev.parley.core.message.Entry;

/**
 * The trivial consumer behind every subscriber: it counts what comes in order. What is out of order it does not count, so
 * that the burst never ends.
 */
final class Ear {

    private final Burst burst;
    private long count;

    Ear(Burst burst) {
        this.burst = burst;
    }

    /** So many for one burst. */
    static Ear[] several(int number, Burst burst) {
        Ear[] ears = new Ear[number];
        for (int i = 0; i < number; i++) {
            ears[i] = new Ear(burst);
        }
        return ears;
    }

    void hear(Entry entry) {
        if (entry.seq() == count + 1) {
            count++;
            if ((count & (Burst.SIZE - 1)) == 0) {
                burst.heard();
            }
        }
    }
}
