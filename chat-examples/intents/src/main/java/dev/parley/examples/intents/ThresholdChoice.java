package dev.parley.examples.intents;

import java.util.stream.IntStream;

/**
 * Chooses a threshold as the paper of the data set does: the one with which the most of the held-out questions are treated
 * rightly, those out of scope among them. Tried are 0.00, 0.01 … 0.99. The best are close together and one of them is best
 * by luck, so it is the mean of all that treat at most one question in a thousand fewer rightly.
 */
final class ThresholdChoice {

    private static final int STEPS = 100;
    private static final double CLOSE = 0.001;

    private ThresholdChoice() {}

    static double best(Evaluation held) {
        double[] rightly = IntStream.range(0, STEPS)
                .mapToDouble(step -> held.treatedRightly((double) step / STEPS))
                .toArray();
        double most = IntStream.range(0, STEPS)
                .mapToDouble(step -> rightly[step])
                .max()
                .orElseThrow();
        double mean = IntStream.range(0, STEPS)
                .filter(step -> rightly[step] >= most - CLOSE)
                .average()
                .orElseThrow();
        return (double) Math.round(mean) / STEPS;
    }
}
