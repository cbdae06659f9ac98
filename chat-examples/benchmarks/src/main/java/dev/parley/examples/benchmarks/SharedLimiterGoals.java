package dev.parley.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What a limit that processes share may cost. */
final class SharedLimiterGoals {

    private static final double OF_PING = 0.55;
    private static final double AGAINST_BUCKET4J = 1.4;
    private static final double AGAINST_REDISSON_ALONE = 0.9;
    private static final double AGAINST_REDISSON = 1.8;
    private static final double BYTES = 1_300;

    private static final double LEASED_AGAINST_DELAYING = 2.5;
    private static final double LEASED_AGAINST_BUCKET4J = 70;
    private static final double LEASED_OF_PING = 25;
    private static final double LEASED_BYTES = 20;

    private SharedLimiterGoals() {}

    static List<Verdict> all(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int threads : new int[] {1, 4, 16}) {
            verdicts.addAll(exact(threads, figures));
        }
        for (int threads : new int[] {1, 4, 16}) {
            verdicts.addAll(leased(threads, figures));
        }
        return verdicts;
    }

    private static List<Verdict> exact(int threads, Figures figures) {
        String place = ", threads: " + threads;
        Figure ours = score("exact", threads, figures);
        return List.of(
                Verdict.rate("exact against PING" + place, ours, score("ping", threads, figures), OF_PING),
                Verdict.rate(
                        "exact against Bucket4j" + place, ours, score("bucket4j", threads, figures), AGAINST_BUCKET4J),
                Verdict.rate(
                        "exact against Redisson" + place,
                        ours,
                        score("redisson", threads, figures),
                        threads == 1 ? AGAINST_REDISSON_ALONE : AGAINST_REDISSON),
                Verdict.bound("bytes of exact" + place, bytes("exact", threads, figures), BYTES),
                Verdict.bound("bytes of PING" + place, bytes("ping", threads, figures), 0)
                        .withoutGoal());
    }

    private static List<Verdict> leased(int threads, Figures figures) {
        String place = ", threads: " + threads;
        Figure ours = score("leased", threads, figures);
        return List.of(
                Verdict.rate("leased against PING" + place, ours, score("ping", threads, figures), LEASED_OF_PING),
                Verdict.rate(
                        "leased against Bucket4j" + place,
                        ours,
                        score("bucket4j", threads, figures),
                        LEASED_AGAINST_BUCKET4J),
                Verdict.rate(
                        "leased against Bucket4j delaying" + place,
                        ours,
                        score("delaying", threads, figures),
                        LEASED_AGAINST_DELAYING),
                Verdict.bound("bytes of leased" + place, bytes("leased", threads, figures), LEASED_BYTES));
    }

    private static Figure score(String method, int threads, Figures figures) {
        return figures.score("SharedLimiter." + method + threads);
    }

    private static Figure bytes(String method, int threads, Figures figures) {
        return figures.bytes("SharedLimiter." + method + threads);
    }
}
