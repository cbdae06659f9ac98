package dev.parley.examples.benchmarks;

import dev.parley.core.reply.RankedIntent;
import dev.parley.core.time.Deadline;
import dev.parley.examples.intents.LinearIntentClassifier;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Ranking the intents of a question, against cutting it into the same pieces of words alone: lower case, letters, and each
 * piece of 2 to 4 characters hashed by itself.
 *
 * <p>Fair as a lower bound: no classifier of n-grams does less than that with a text. What comes on top is looking them up,
 * adding their weights for 151 classes, the probabilities and their order.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 8, time = 4)
@State(Scope.Benchmark)
@Threads(1)
public class Intents {

    /** Questions of 22 to 64 characters, as people ask them. */
    private static final List<String> QUESTIONS = List.of(
            "will it rain in paris tomorrow",
            "My card was declined, why?",
            "what's the exchange rate between dollars and euros at the moment",
            "please move a hundred dollars to my savings account",
            "is it safe to go to chile",
            "tell me a joke about bots",
            "who won the world series in nineteen eighty four",
            "how do i change a tire");

    private final Deadline farAway = Deadline.after(Duration.ofDays(1));
    private LinearIntentClassifier classifier;
    private int next;

    /** How many questions are put together into one text. */
    @Param({"1", "300"})
    private int questions;

    @Setup
    public void load() {
        classifier = LinearIntentClassifier.load();
    }

    private String text() {
        String question = QUESTIONS.get(next++ % QUESTIONS.size());
        return questions == 1 ? question : (question + " ").repeat(questions);
    }

    @Benchmark
    public List<RankedIntent> classify() {
        return classifier.classify(text(), farAway);
    }

    @Benchmark
    public long hashPieces() {
        int[] points = text().toLowerCase(Locale.ROOT).codePoints().toArray();
        long all = 0;
        for (int from = 0; from < points.length; from++) {
            long hash = 1;
            for (int at = from; at < from + 4 && at < points.length && Character.isLetter(points[at]); at++) {
                hash = 31 * hash + points[at];
                all ^= hash;
            }
        }
        return all;
    }
}
