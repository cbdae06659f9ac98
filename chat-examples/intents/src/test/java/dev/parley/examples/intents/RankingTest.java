package dev.parley.examples.intents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.reply.RankedIntent;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which intents are named, and in what order, with scores that are known. */
class RankingTest {

    private static final String TEXT = "hello";

    /** {@return intents a, b, c … with these scores, and between them the class out of scope, with the greatest of all} */
    private static List<RankedIntent> ranking(int... scores) {
        List<String> classes = new ArrayList<>();
        for (int k = 0; k < scores.length; k++) {
            classes.add(name(k));
        }
        int none = scores.length / 2;
        classes.add(none, Question.OUT_OF_SCOPE);
        Vocabulary vocabulary = VocabularyBuilder.of(List.of(NGrams.of(TEXT), NGrams.of(TEXT)));
        double[] exact = new double[classes.size() * vocabulary.size()];
        for (int i = 0; i < exact.length; i++) {
            int k = i % classes.size();
            exact[i] = k == none ? 100 : scores[k < none ? k : k - 1];
        }
        LinearModel linear = LinearModel.rounded(classes, vocabulary, exact);
        IntentModel model = new IntentModel(linear, new Calibration(0.05, 0, 0), 0, new Evaluation(List.of()));
        return new LinearIntentClassifier(model).classify(TEXT, Deadline.after(Duration.ofSeconds(30)));
    }

    private static String name(int k) {
        return "intent_" + (char) ('a' + k);
    }

    private static List<String> names(int... scores) {
        return ranking(scores).stream()
                .map(intent -> intent.intent().substring("intent_".length()))
                .toList();
    }

    @Test
    void theTenLikeliestAreNamedLikeliestFirst() {
        assertThat(names(1, 12, 3, 10, 5, 8, 7, 6, 9, 4, 11, 2))
                .containsExactly("b", "k", "d", "i", "f", "g", "h", "e", "j", "c");
    }

    @Test
    void ofEqualOnesTheFirstByNameIsFirst() {
        assertThat(names(7, 7, 7)).containsExactly("a", "b", "c");
        assertThat(names(5, 9, 5, 9, 5)).containsExactly("b", "d", "a", "c", "e");
        // Eleven for the last places: the last by name are left out.
        assertThat(names(3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4))
                .containsExactly("l", "a", "b", "c", "d", "e", "f", "g", "h", "i");
    }

    @Test
    void fewerThanTenAreAllNamed() {
        assertThat(names(2)).containsExactly("a");
        assertThat(names(1, 2, 3, 4, 5, 6, 7, 8, 9)).containsExactly("i", "h", "g", "f", "e", "d", "c", "b", "a");
        assertThat(names(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).hasSize(10).endsWith("a");
    }

    @Test
    void itIsAsIfAllWereSorted() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            int[] scores = random.ints(1 + random.nextInt(26), 0, 8).toArray();
            List<Integer> sorted = new ArrayList<>();
            for (int k = 0; k < scores.length; k++) {
                sorted.add(k);
            }
            sorted.sort(Comparator.comparingInt(k -> -scores[k]));
            List<RankedIntent> ranking = ranking(scores);
            assertThat(ranking)
                    .extracting(RankedIntent::intent)
                    .containsExactlyElementsOf(
                            sorted.stream().limit(10).map(RankingTest::name).toList());
            assertThat(ranking)
                    .isSortedAccordingTo(
                            Comparator.comparingDouble(RankedIntent::confidence).reversed());
        }
    }
}
