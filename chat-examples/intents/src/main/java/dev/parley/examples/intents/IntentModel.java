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
            SparseVector features = linear.vocabulary().vector(NGrams.of(question.text()));
            // Of a text without anything known the classifier names no intent, so none is measured.
            judgements.add(
                    features.size() == 0
                            ? new Judgement(question.intent(), Question.OUT_OF_SCOPE, 0)
                            : judgement(
                                    question.intent(),
                                    linear.classes(),
                                    calibration.probabilities(linear.scores(features), none),
                                    none));
        }
        return new Evaluation(judgements);
    }

    private static Judgement judgement(String expected, List<String> classes, double[] shares, int none) {
        int best = IntStream.range(0, shares.length)
                .filter(k -> k != none)
                .reduce((a, b) -> shares[b] > shares[a] ? b : a)
                .orElseThrow();
        return new Judgement(expected, classes.get(best), shares[best]);
    }
}
