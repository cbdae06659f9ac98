package dev.parley.examples.intents;

import java.util.stream.IntStream;

/**
 * Chooses a threshold as the paper of the data set does: by the share of held-out questions that are treated rightly, those
 * out of scope among them. Tried are 0.00, 0.01 … 0.99. The best are close together and which of them is best is luck, so it
 * is the lowest of those that treat at most one question in a thousand fewer rightly than the best: the bot says what it
 * understood, so to guess wrongly costs less than to refuse what it understood.
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
        int lowest = IntStream.range(0, STEPS)
                .filter(step -> rightly[step] >= most - CLOSE)
                .findFirst()
                .orElseThrow();
        return (double) lowest / STEPS;
    }
}
