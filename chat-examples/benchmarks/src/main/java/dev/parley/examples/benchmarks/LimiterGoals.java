package dev.parley.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What asking a limiter in this process may cost. */
final class LimiterGoals {

    private static final double NO_BYTES = 0.5;
    private static final double AGAINST_GUAVA = 5;
    private static final double AGAINST_BUCKET4J = 10;
    private static final double AGAINST_WINDOW = 3;
    private static final double HOT_AGAINST_RESILIENCE4J = 1.8;
    private static final double HOT_AGAINST_WINDOW = 1.5;
    private static final double DROPPING_OF_KEEPING = 0.8;
    private static final double GROWTH = 1.5;

    private LimiterGoals() {}

    static List<Verdict> all(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String threads : new String[] {"1", "4"}) {
            verdicts.addAll(many("By" + threads, ", threads: " + threads, figures));
        }
        verdicts.addAll(hot(figures));
        verdicts.add(Verdict.rate(
                "keys dropped and made anew against kept, threads: 4",
                score("Dropping.ours", figures),
                score("By4.ours", figures),
                DROPPING_OF_KEEPING));
        verdicts.add(Verdict.bound("bytes of a call that drops and makes keys", bytes("Dropping.ours", figures), 0)
                .withoutGoal());
        verdicts.addAll(growth(figures));
        return verdicts;
    }

    private static List<Verdict> many(String by, String place, Figures figures) {
        Figure ours = score(by + ".ours", figures);
        return List.of(
                Verdict.rate("limiter against Guava" + place, ours, score(by + ".guava", figures), AGAINST_GUAVA),
                Verdict.rate(
                        "limiter against Bucket4j in a map" + place,
                        ours,
                        score(by + ".bucket4jInMap", figures),
                        AGAINST_BUCKET4J),
                Verdict.rate(
                        "limiter against Bucket4j in Caffeine" + place,
                        ours,
                        score(by + ".bucket4jInCaffeine", figures),
                        AGAINST_BUCKET4J),
                Verdict.rate("limiter against Resilience4j" + place, ours, score(by + ".resilience4j", figures), 1),
                Verdict.rate(
                        "limiter against a bare window" + place, ours, score(by + ".window", figures), AGAINST_WINDOW),
                Verdict.bound("bytes of a call" + place, bytes(by + ".ours", figures), NO_BYTES),
                Verdict.bound("bytes of a call of Bucket4j" + place, bytes(by + ".bucket4jInMap", figures), 0)
                        .withoutGoal(),
                Verdict.bound("bytes of a call of Resilience4j" + place, bytes(by + ".resilience4j", figures), 0)
                        .withoutGoal());
    }

    private static List<Verdict> hot(Figures figures) {
        Figure ours = score("Hot.ours", figures);
        return List.of(
                Verdict.rate(
                        "one hot key against Resilience4j, threads: 4",
                        ours,
                        score("Hot.resilience4j", figures),
                        HOT_AGAINST_RESILIENCE4J),
                Verdict.rate(
                        "one hot key against a bare window, threads: 4",
                        ours,
                        score("Hot.window", figures),
                        HOT_AGAINST_WINDOW),
                Verdict.rate("one hot key against Bucket4j, threads: 4", ours, score("Hot.bucket4j", figures), 0)
                        .withoutGoal(),
                Verdict.rate("one hot key against Guava, threads: 4", ours, score("Hot.guava", figures), 0)
                        .withoutGoal(),
                Verdict.bound("bytes of a call on the hot key", bytes("Hot.ours", figures), NO_BYTES),
                Verdict.bound("bytes of a call that is refused", bytes("Spent.ours", figures), NO_BYTES));
    }

    /** Cache misses apart: of the rate that the bare window keeps. */
    private static List<Verdict> growth(Figures figures) {
        Figure few = score("Growth.ours 1", figures);
        Figure many = score("Growth.ours 1000000", figures);
        Figure window = score("Growth.window 1000000", figures);
        Figure kept =
                window.times(few.value() / score("Growth.window 1", figures).value());
        return List.of(
                Verdict.rate("10^6 keys against 1, of what the bare window keeps", many, kept, 1 / GROWTH),
                Verdict.rate("10^6 keys against 1", many, few, 0).withoutGoal(),
                Verdict.bound("bytes of a call, 10^6 keys", bytes("Growth.ours 1000000", figures), 0)
                        .withoutGoal());
    }

    private static Figure score(String name, Figures figures) {
        return figures.score("LocalLimiter." + name);
    }

    private static Figure bytes(String name, Figures figures) {
        return figures.bytes("LocalLimiter." + name);
    }
}
