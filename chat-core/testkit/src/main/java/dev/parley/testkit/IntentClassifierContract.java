package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.reply.IntentClassifier;
import dev.parley.core.reply.RankedIntent;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of {@link IntentClassifier}: one test for each of its numbered rules. The test of an adapter implements this
 * interface and writes {@link #createClassifier()} and {@link #example()}.
 */
@ExtendWith(ContractExtension.class)
public interface IntentClassifierContract {

    /**
     * Makes the classifier under test.
     *
     * @return the classifier; may be the same each time
     */
    IntentClassifier createClassifier();

    /**
     * A question of the kind that the classifier was made for.
     *
     * @return the question, with its intent
     */
    Example example();

    /**
     * A question with its intent.
     *
     * @param text the question
     * @param intent what is wanted
     */
    record Example(String text, String intent) {}

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    /** What people may say, beside the example. */
    private List<String> texts() {
        String question = example().text();
        List<String> texts = new ArrayList<>(List.of(question, question + "?", "no " + question, "\uD83D\uDE00"));
        question.codePoints().mapToObj(Character::toString).forEach(texts::add);
        return texts;
    }

    /** What people may send all the same. */
    private static List<String> oddTexts() {
        return List.of(
                "",
                " \t\r\n",
                "?!",
                "a".repeat(16_000),
                "to be ".repeat(2_666),
                "\uD83D\uDE00".repeat(16_000),
                "\u05E9\u05DC\u05D5\u05DD \u202E\u0645\u0631\u062D\u0628\u0627",
                "\u4F60\u597D\uFF0C\u4E16\u754C",
                "e\u0301\u0301\u0301\u200D\uFEFF\uFFFE");
    }

    private static void assertInOrder(List<RankedIntent> ranking) {
        assertThat(ranking)
                .isSortedAccordingTo(
                        Comparator.comparingDouble(RankedIntent::confidence).reversed());
        assertThat(ranking).extracting(RankedIntent::intent).doesNotHaveDuplicates();
    }

    private static void assertSharesOfOne(List<RankedIntent> ranking) {
        double sum = ranking.stream().mapToDouble(RankedIntent::confidence).sum();
        assertThat(Math.max(sum, 1)).isCloseTo(1, within(1e-9));
    }

    private static void assertKnown(List<RankedIntent> ranking, Set<String> known) {
        assertThat(known).containsAll(ranking.stream().map(RankedIntent::intent).toList());
    }

    /** IC-1: the order. */
    @Rule("IC-1")
    default void rankingsDescendWithoutRepeats() {
        IntentClassifier classifier = createClassifier();
        for (String text : texts()) {
            assertInOrder(classifier.classify(text, deadline()));
        }
    }

    /** IC-2: probabilities of one whole. */
    @Rule("IC-2")
    default void confidencesAreSharesOfOne() {
        IntentClassifier classifier = createClassifier();
        for (String text : texts()) {
            assertSharesOfOne(classifier.classify(text, deadline()));
        }
    }

    /** IC-3: the known intents. */
    @Rule("IC-3")
    default void namesOnlyWhatItKnows() {
        IntentClassifier classifier = createClassifier();
        Set<String> known = Set.copyOf(classifier.intents());
        assertThat(known).isNotEmpty();
        for (String text : texts()) {
            assertKnown(classifier.classify(text, deadline()), known);
        }
        assertThat(classifier.intents()).isEqualTo(known);
    }

    /** IC-4: the same from any thread, in any order. */
    @Rule("IC-4")
    default void theSameTextGetsTheSameRanking() {
        IntentClassifier classifier = createClassifier();
        List<String> texts = texts();
        List<List<RankedIntent>> alone = texts.stream()
                .map(text -> classifier.classify(text, deadline()))
                .toList();
        List<Boolean> same = Concurrently.run(4, number -> {
            boolean equal = true;
            for (int i = 0; i < 3 * texts.size(); i++) {
                int at = (i + number) % texts.size();
                equal &= classifier.classify(texts.get(at), deadline()).equals(alone.get(at));
            }
            return equal;
        });
        assertThat(same).containsOnly(true);
    }

    /** IC-5: every text, and the other rules with it. */
    @Rule("IC-5")
    default void everyTextGetsARanking() {
        IntentClassifier classifier = createClassifier();
        Set<String> known = Set.copyOf(classifier.intents());
        for (String text : oddTexts()) {
            List<RankedIntent> ranking = classifier.classify(text, deadline());
            assertThat(ranking).isNotNull();
            assertInOrder(ranking);
            assertSharesOfOne(ranking);
            assertKnown(ranking, known);
        }
        assertThat(classifier.intents()).isEqualTo(known);
    }

    /** IC-6: the deadline. */
    @Rule("IC-6")
    default void endsWhenTheTimeIsOver() {
        IntentClassifier classifier = createClassifier();
        assertThatThrownBy(() -> classifier.classify(example().text(), Deadline.after(Duration.ZERO)))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
        String longest = "to be ".repeat(2_666);
        for (int i = 0; i < 10; i++) {
            // Whether it is over in time depends on the machine; that it ends in one of two ways does not.
            Throwable thrown =
                    catchThrowable(() -> assertThat(classifier.classify(longest, Deadline.after(Duration.ofMillis(1))))
                            .isNotNull());
            if (thrown != null) {
                assertThat(thrown)
                        .isInstanceOfSatisfying(
                                ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
            }
        }
    }

    /** IC-7: nobody changes what others were given. */
    @Rule("IC-7")
    default void whatWasGivenOutCannotBeChanged() {
        IntentClassifier classifier = createClassifier();
        List<RankedIntent> ranking = classifier.classify(example().text(), deadline());
        List<RankedIntent> before = List.copyOf(ranking);
        RankedIntent other = new RankedIntent("other", 0);
        assertRefused(() -> ranking.set(0, other));
        assertRefused(() -> ranking.sort(Comparator.comparingDouble(RankedIntent::confidence)));
        assertRefused(() -> ranking.add(other));
        assertRefused(() -> ranking.remove(0));
        assertRefused(ranking::clear);
        assertThat(ranking).isEqualTo(before);
        Set<String> intents = classifier.intents();
        Set<String> known = Set.copyOf(intents);
        assertRefused(() -> intents.add("other"));
        assertRefused(() -> intents.remove(example().intent()));
        assertRefused(intents::clear);
        assertThat(intents).isEqualTo(known);
        assertThat(classifier.intents()).isEqualTo(known);
    }

    private static void assertRefused(ThrowingCallable change) {
        assertThat(catchThrowable(change)).isInstanceOf(UnsupportedOperationException.class);
    }

    /** IC-8: what it was made for. */
    @Rule("IC-8")
    default void aQuestionOfItsKindHasItsIntentFirst() {
        List<RankedIntent> ranking = createClassifier().classify(example().text(), deadline());
        assertThat(ranking).isNotEmpty();
        assertThat(ranking.get(0).intent()).isEqualTo(example().intent());
    }
}
