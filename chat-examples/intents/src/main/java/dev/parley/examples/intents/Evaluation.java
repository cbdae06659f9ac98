package dev.parley.examples.intents;

import dev.parley.core.reply.IntentClassifier;
import dev.parley.core.reply.RankedIntent;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How well a classifier does on questions of which the intents are known. Shares are from 0 to 1. Immutable. */
public final class Evaluation {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int BINS = 10;

    private final List<Judgement> judgements;

    Evaluation(List<Judgement> judgements) {
        this.judgements = List.copyOf(judgements);
    }

    /**
     * Asks a classifier everything.
     *
     * @param classifier the classifier
     * @param questions the questions
     * @return how it did
     */
    public static Evaluation of(IntentClassifier classifier, List<Question> questions) {
        return new Evaluation(questions.stream()
                .map(question -> {
                    List<RankedIntent> ranking = classifier.classify(question.text(), Deadline.after(TIMEOUT));
                    return ranking.isEmpty()
                            ? new Judgement(question.intent(), Question.OUT_OF_SCOPE, 0)
                            : new Judgement(
                                    question.intent(),
                                    ranking.get(0).intent(),
                                    ranking.get(0).confidence());
                })
                .toList());
    }

    List<Judgement> judgements() {
        return judgements;
    }

    /** {@return how many questions have one of the intents} */
    public long inScope() {
        return count(Judgement::inScope);
    }

    /** {@return how many questions are out of scope} */
    public long outOfScope() {
        return judgements.size() - inScope();
    }

    private long count(Predicate<Judgement> which) {
        return judgements.stream().filter(which).count();
    }

    /**
     * In-scope accuracy.
     *
     * @param threshold the smallest confidence that counts as understood
     * @return of the questions in scope, the share understood rightly; not a number if there are none
     */
    public double inScopeAccuracy(double threshold) {
        return (double) count(judgement -> judgement.right() && judgement.understood(threshold)) / inScope();
    }

    /**
     * Out-of-scope recall.
     *
     * @param threshold the smallest confidence that counts as understood
     * @return of the questions out of scope, the share not understood; not a number if there are none
     */
    public double outOfScopeRecall(double threshold) {
        return (double) count(judgement -> !judgement.inScope() && !judgement.understood(threshold)) / outOfScope();
    }

    /**
     * Tells how much would be answered at all, rightly or not.
     *
     * @param threshold the smallest confidence that counts as understood
     * @return of the questions in scope, the share understood; not a number if there are none
     */
    public double answeredInScope(double threshold) {
        return (double) count(judgement -> judgement.inScope() && judgement.understood(threshold)) / inScope();
    }

    /** {@return of all questions, the share treated rightly: understood rightly, or out of scope and not understood} */
    double treatedRightly(double threshold) {
        return (double) count(judgement -> judgement.understood(threshold) ? judgement.right() : !judgement.inScope())
                / judgements.size();
    }

    /**
     * The expected calibration error: all questions are put into ten bins by confidence, 0 to 0.1 and so on; in each bin the
     * mean confidence is compared with the share that is right, and the differences are averaged by the number of
     * questions. What is out of scope is never right.
     *
     * @return 0 if, for example, of what is said with 90 % confidence just 90 % is right
     */
    public double calibrationError() {
        double[] surplus = new double[BINS];
        for (Judgement judgement : judgements) {
            int bin = Math.min((int) (judgement.confidence() * BINS), BINS - 1);
            surplus[bin] += judgement.confidence() - (judgement.right() ? 1 : 0);
        }
        double sum = 0;
        for (double bin : surplus) {
            sum += Math.abs(bin);
        }
        return sum / judgements.size();
    }

    /**
     * What was mistaken for what.
     *
     * @param threshold the smallest confidence that counts as understood
     * @param most how many pairs at most
     * @return the pairs seen most, most first, then by name
     */
    public List<Confusion> confusions(double threshold, int most) {
        Map<String, Map<String, Long>> counts = judgements.stream()
                .filter(judgement -> !taken(judgement, threshold).equals(judgement.expected()))
                .collect(Collectors.groupingBy(
                        Judgement::expected,
                        Collectors.groupingBy(judgement -> taken(judgement, threshold), Collectors.counting())));
        return counts.entrySet().stream()
                .flatMap(expected -> expected.getValue().entrySet().stream()
                        .map(taken -> new Confusion(expected.getKey(), taken.getKey(), taken.getValue())))
                .sorted(Comparator.comparingLong(Confusion::count)
                        .reversed()
                        .thenComparing(Confusion::expected)
                        .thenComparing(Confusion::taken))
                .limit(most)
                .toList();
    }

    private static String taken(Judgement judgement, double threshold) {
        return judgement.understood(threshold) ? judgement.best() : Question.OUT_OF_SCOPE;
    }
}
