package dev.parley.examples.intents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How good the model is on questions that it was not trained on. Calibration and threshold come from four fifths of them,
 * the figures from the fifth that is left, five times: so these two are not chosen on the questions on which they are measured.
 * The settings of the training are: its cost and tolerance, and the weight of what is unknown, were chosen by the accuracy on
 * all of these questions.
 */
class AccuracyTest {

    private static final int FOLDS = 5;

    @Test
    void staysAboveTheFloors() throws QuestionFileException {
        LinearModel linear = Shipped.model().linear();
        List<Question> questions = Shipped.validation();
        List<Judgement> judgements = new ArrayList<>();
        double right = 0;
        double refused = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Question> held = new ArrayList<>();
            List<Question> others = new ArrayList<>();
            for (int i = 0; i < questions.size(); i++) {
                (i % FOLDS == fold ? held : others).add(questions.get(i));
            }
            IntentModel model = IntentModel.calibrated(linear, others);
            Evaluation evaluation = IntentModel.evaluation(linear, model.calibration(), held);
            right += evaluation.inScopeAccuracy(model.threshold()) * evaluation.inScope();
            refused += evaluation.outOfScopeRecall(model.threshold()) * evaluation.outOfScope();
            judgements.addAll(evaluation.judgements());
        }
        Evaluation all = new Evaluation(judgements);
        assertThat(right / all.inScope()).as("in-scope accuracy").isGreaterThan(0.934);
        assertThat(refused / all.outOfScope()).as("out-of-scope recall").isGreaterThan(0.6);
        assertThat(all.calibrationError()).as("expected calibration error").isLessThan(0.035);
    }

    @Test
    void theModelKeepsWhatItThoughtOfTheValidationQuestions() throws QuestionFileException {
        LinearIntentClassifier classifier = new LinearIntentClassifier(Shipped.model());
        Evaluation anew = Evaluation.of(classifier, Shipped.validation());
        assertThat(anew.judgements()).isEqualTo(classifier.validation().judgements());
        assertThat(classifier.threshold()).isEqualTo(ThresholdChoice.best(anew));
    }
}
