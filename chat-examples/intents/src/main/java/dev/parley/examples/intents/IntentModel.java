package dev.parley.examples.intents;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All that training finds out. Immutable.
 *
 * @param linear gives scores
 * @param calibration makes probabilities of them
 * @param threshold chosen on the validation questions
 * @param validation what the model thinks of the validation questions
 */
record IntentModel(LinearModel linear, Calibration calibration, double threshold, Evaluation validation) {

    /** Trains on questions, and calibrates on others, which are held back from the training. */
    static IntentModel train(List<Question> training, List<Question> validation) {
        return calibrated(Training.train(training), validation);
    }

    static IntentModel calibrated(LinearModel linear, List<Question> held) {
        List<float[]> scores =
                held.stream().map(question -> linear.scores(question.text())).toList();
        int none = linear.classes().indexOf(Question.OUT_OF_SCOPE);
        int[] labels = held.stream()
                .mapToInt(question -> linear.classes().indexOf(question.intent()))
                .toArray();
        Calibration calibration = new CalibrationFit(scores, labels, none).fit();
        Evaluation evaluation = evaluation(linear, calibration, held);
        return new IntentModel(linear, calibration, ThresholdChoice.best(evaluation), evaluation);
    }

    static Evaluation evaluation(LinearModel linear, Calibration calibration, List<Question> questions) {
        int none = linear.classes().indexOf(Question.OUT_OF_SCOPE);
        List<Judgement> judgements = new ArrayList<>();
        for (Question question : questions) {
            double[] shares = calibration.probabilities(linear.scores(question.text()), none);
            int best = IntStream.range(0, shares.length)
                    .filter(k -> k != none)
                    .reduce((a, b) -> shares[b] > shares[a] ? b : a)
                    .orElseThrow();
            judgements.add(new Judgement(question.intent(), linear.classes().get(best), shares[best]));
        }
        return new Evaluation(judgements);
    }
}
