package dev.parley.examples.intents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parley.core.reply.IntentClassifier;
import dev.parley.core.reply.RankedIntent;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.IntentClassifierContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearIntentClassifierTest implements IntentClassifierContract {

    private static final LinearIntentClassifier CLASSIFIER = LinearIntentClassifier.load();

    @Override
    public IntentClassifier createClassifier() {
        return CLASSIFIER;
    }

    @Override
    public Example example() {
        return new Example("Will it rain in Paris tomorrow?", "weather");
    }

    private static List<RankedIntent> classify(String text) {
        return CLASSIFIER.classify(text, Deadline.after(Duration.ofSeconds(30)));
    }

    @Test
    void knowsTheIntentsOfTheDataSet() {
        assertThat(CLASSIFIER.intents()).hasSize(150).contains("weather", "yes").doesNotContain(Question.OUT_OF_SCOPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "will it rain in paris tomorrow",
                "WILL IT RAIN IN PARIS TOMORROW",
                "will  it, rain \u2026 in Paris \uD83D\uDE00 tomorrow!!"
            })
    void caseAndPunctuationDoNotMatter(String text) {
        assertThat(classify(text)).isEqualTo(classify(example().text()));
    }

    /** No message is like this, but a caller's mistake must not be a fault of the classifier. */
    @ParameterizedTest
    @ValueSource(strings = {"\0", "what is \0 this", "\uD83D", "\uDE00\uD83D", "a\uD83D b\uDE00"})
    void illFormedTextIsNoFault(String text) {
        assertThatCode(() -> classify(text)).doesNotThrowAnyException();
    }

    @Test
    void whatIsNotKnownAtAllHasNoIntent() {
        assertThat(classify("")).isEmpty();
        assertThat(classify("\u4F60\u597D\uFF0C\u4E16\u754C")).isEmpty();
    }

    @Test
    void theMoreIsUnknownTheLessSureItIs() {
        double known = classify("will it rain tomorrow").get(0).confidence();
        double half =
                classify("will it zrblk qxqxq vvvkz wpfgh tomorrow").get(0).confidence();
        assertThat(half).isLessThan(known / 2);
    }
}
