package dev.parley.examples.intents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Training, calibrating and keeping a small model. */
class IntentModelTest {

    private static final List<Question> QUESTIONS = List.of(
            new Question("time", "what time is it"),
            new Question("time", "tell me the time please"),
            new Question("time", "what is the time now"),
            new Question("date", "what date is it"),
            new Question("date", "tell me the date please"),
            new Question("date", "what is the date today"),
            new Question("oos", "is it far to the moon"),
            new Question("oos", "please tell a story of the sea"));

    private static IntentModel model() {
        return IntentModel.train(QUESTIONS, QUESTIONS);
    }

    private static byte[] bytes(IntentModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelFile.write(model, out);
        return out.toByteArray();
    }

    private static IntentModel read(byte[] bytes) throws IOException {
        return ModelFile.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void learnsWhatItIsTaught() {
        assertThat(model().validation().inScopeAccuracy(0)).isEqualTo(1);
    }

    /** In the figures, as in the classifier, what has no known n-gram has no intent, not the first at some confidence. */
    @Test
    void whatIsNotKnownAtAllIsMeasuredAsItIsClassified() {
        List<Question> held = new ArrayList<>(QUESTIONS);
        held.add(new Question("date", "\u4F60\u597D"));
        held.add(new Question("oos", "?!"));
        IntentModel model = IntentModel.train(QUESTIONS, held);
        assertThat(model.validation().judgements())
                .endsWith(new Judgement("date", "oos", 0), new Judgement("oos", "oos", 0))
                .isEqualTo(
                        Evaluation.of(new LinearIntentClassifier(model), held).judgements());
    }

    @Test
    void theSameQuestionsGiveTheSameModel() throws IOException {
        assertThat(bytes(model())).isEqualTo(bytes(model()));
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        byte[] bytes = bytes(model());
        assertThat(bytes(read(bytes))).isEqualTo(bytes);
    }

    @Test
    void aBrokenModelIsNotRead() throws IOException {
        byte[] bytes = bytes(model());
        for (int at = 0; at < bytes.length; at += 7) {
            byte[] broken = bytes.clone();
            broken[at] ^= 1;
            assertThatThrownBy(() -> read(broken)).isInstanceOf(IOException.class);
            byte[] half = Arrays.copyOf(bytes, at);
            assertThatThrownBy(() -> read(half)).isInstanceOf(IOException.class);
        }
    }

    /** What the fit promises: the doubt is right on average, a question out of scope counting three times. */
    @Test
    void calibrationMatchesTheHeldOutQuestionsOnAverage() {
        List<float[]> scores = new ArrayList<>();
        int[] labels = new int[400];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 4 == 0 ? 2 : i % 2;
            float clear = (i * 37 % 100) / 100f;
            scores.add(new float[] {labels[i] == 0 ? clear : 0.2f, labels[i] == 1 ? clear : 0.3f, (i * 53 % 10) / 10f});
        }
        Calibration calibration = new CalibrationFit(scores, labels, 2).fit();
        double doubt = 0;
        double none = 0;
        for (int i = 0; i < labels.length; i++) {
            double weight = labels[i] == 2 ? 3 : 1;
            double[] shares = calibration.probabilities(scores.get(i), 2);
            assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-9));
            doubt += weight * shares[2];
            none += labels[i] == 2 ? weight : 0;
        }
        assertThat(doubt).isCloseTo(none, within(0.5));
    }
}
