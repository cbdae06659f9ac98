package dev.parley.examples.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/**
 * What a run measured. A figure is found by its class, method and parameters in alphabetical order, as in
 * {@code NextSeq.By4.computeIfAbsent 1000}.
 */
final class Figures {

    private static final String BYTES = "gc.alloc.rate.norm";
    private static final String P99 = "p0.99";

    private final Map<String, Figure> scores = new HashMap<>();
    private final Map<String, Figure> bytes = new HashMap<>();
    private final Map<String, Figure> slowest = new HashMap<>();

    Figures(Collection<RunResult> results) {
        for (RunResult result : results) {
            String name = nameOf(result.getParams());
            scores.put(name, Figure.of(result.getPrimaryResult()));
            result.getSecondaryResults().forEach((label, second) -> {
                if (label.endsWith(BYTES)) {
                    bytes.put(name, Figure.of(second));
                } else if (label.endsWith(P99)) {
                    // Of all samples of the run: there is one, and no error.
                    slowest.put(name, new Figure(second.getScore(), 0, second.getScoreUnit()));
                }
            });
        }
    }

    private static String nameOf(BenchmarkParams params) {
        String method =
                params.getBenchmark().substring(Figures.class.getPackageName().length() + 1);
        return params.getParamsKeys().stream()
                .sorted()
                .map(params::getParam)
                .collect(Collectors.joining(" ", method + " ", ""))
                .trim();
    }

    Figure score(String name) {
        return require(scores, name);
    }

    /** {@return the time that 99 of 100 operations stay below, where times were sampled} */
    Figure p99(String name) {
        return require(slowest, name);
    }

    /** {@return bytes allocated by one operation} */
    Figure bytes(String name) {
        return require(bytes, name);
    }

    private static Figure require(Map<String, Figure> figures, String name) {
        Figure figure = figures.get(name);
        if (figure == null) {
            throw new IllegalArgumentException("Not measured: " + name + "; measured: " + figures.keySet());
        }
        return figure;
    }
}
