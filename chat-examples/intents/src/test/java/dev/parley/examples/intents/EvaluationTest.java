package dev.parley.examples.intents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final double EXACT = 1e-12;

    /** Four in scope, of which three right; two out of scope. */
    private static final Evaluation SMALL = new Evaluation(List.of(
            new Judgement("time", "time", 0.95),
            new Judgement("time", "time", 0.5),
            new Judgement("date", "date", 0.25),
            new Judgement("date", "time", 0.75),
            new Judgement("oos", "time", 0.45),
            new Judgement("oos", "oos", 0)));

    @Test
    void aRefusedQuestionInScopeCountsAsWrong() {
        assertThat(SMALL.inScopeAccuracy(0)).isEqualTo(0.75);
        assertThat(SMALL.inScopeAccuracy(0.25)).isEqualTo(0.75);
        assertThat(SMALL.inScopeAccuracy(0.26)).isEqualTo(0.5);
        assertThat(SMALL.inScopeAccuracy(0.96)).isZero();
    }

    @Test
    void whatHasNoIntentIsRefusedAtEveryThreshold() {
        assertThat(SMALL.outOfScopeRecall(0)).isEqualTo(0.5);
        assertThat(SMALL.outOfScopeRecall(0.46)).isEqualTo(1);
    }

    @Test
    void countsWhatIsAnsweredAtAll() {
        assertThat(SMALL.answeredInScope(0.7)).isEqualTo(0.5);
        assertThat(SMALL.treatedRightly(0.5)).isCloseTo(4 / 6.0, within(EXACT));
        assertThat(SMALL.inScope()).isEqualTo(4);
        assertThat(SMALL.outOfScope()).isEqualTo(2);
    }

    /** Six bins with one question each: 0.05 + 0.5 + 0.75 + 0.75 + 0.45 + 0, over six. */
    @Test
    void theCalibrationErrorComparesConfidenceWithWhatIsRight() {
        assertThat(SMALL.calibrationError()).isCloseTo(2.5 / 6, within(EXACT));
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            judgements.add(new Judgement("time", i < 9 ? "time" : "date", 0.9));
        }
        assertThat(new Evaluation(judgements).calibrationError()).isCloseTo(0, within(EXACT));
        assertThat(new Evaluation(List.of(new Judgement("time", "time", 1))).calibrationError())
                .isZero();
    }

    @Test
    void tellsWhatWasTakenForWhat() {
        assertThat(SMALL.confusions(0.3, 10))
                .containsExactly(
                        new Confusion("date", "oos", 1),
                        new Confusion("date", "time", 1),
                        new Confusion("oos", "time", 1));
        assertThat(SMALL.confusions(0.3, 1)).hasSize(1);
    }

    @Test
    void sharesOfNothingAreNoNumbers() {
        Evaluation none = new Evaluation(List.of(new Judgement("time", "time", 1)));
        assertThat(none.outOfScopeRecall(0)).isNaN();
    }

    /** From 0.46 to 0.50 everything is treated rightly. */
    @Test
    void theThresholdIsTheLowestOfTheBest() {
        List<Judgement> judgements = new ArrayList<>(SMALL.judgements());
        judgements.remove(2);
        judgements.remove(2);
        assertThat(ThresholdChoice.best(new Evaluation(judgements))).isEqualTo(0.46);
    }
}
