package dev.parley.examples.benchmarks.load;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was seen of one fault.
 *
 * @param fault which
 * @param calls how many
 * @param errors failures that reached a caller, by call and kind
 * @param longestMillis the longest call, by kind
 * @param local how many calls were let through by local shares
 * @param beyond how many more than the policy allows were let through: exact, leased
 * @param staleMillis for how long a number that was read had been replaced, at most
 * @param lostSignals how many signals were lost
 * @param untoldSignals how many of them without a word to who listens
 * @param recoveryMillis after how long each part worked again
 */
record RedisFaultPhase(
        String fault,
        long calls,
        Map<String, Long> errors,
        Map<String, Double> longestMillis,
        int local,
        List<Long> beyond,
        double staleMillis,
        long lostSignals,
        long untoldSignals,
        Map<String, Double> recoveryMillis) {

    static final double LONGEST_MILLIS = 1_000;
    static final double RECOVERY_MILLIS = 3_000;
    static final List<String> HEADER = List.of(
            "| fault | calls | errors that reached a caller | longest call, ms: exact / leased limit, get, evict, publish |"
                    + " let through by local shares | beyond the policy: exact / leased | most stale, ms |"
                    + " signals lost / untold | working again after ms: exact / leased limits, cache, signals | met |",
            "|---|---|---|---|---|---|---|---|---|---|");

    boolean met() {
        return errors.isEmpty()
                && Collections.max(longestMillis.values()) <= LONGEST_MILLIS
                && beyond.stream().allMatch(number -> number <= 0)
                && staleMillis <= RedisNode.STALENESS.toMillis()
                && untoldSignals == 0
                && recoveryMillis.entrySet().stream().allMatch(part -> part.getValue() <= mostToRecover(part.getKey()));
    }

    /** The cache waits a bound longer, for what others evicted. */
    private static double mostToRecover(String part) {
        return RECOVERY_MILLIS + (part.equals("cache") ? RedisNode.STALENESS.toMillis() : 0);
    }

    String toMarkdown() {
        List<String> cells = List.of(
                fault,
                "" + calls,
                errors.isEmpty() ? "0" : errors.toString(),
                millis(longestMillis, "exact", "leased", "get", "evict", "publish"),
                "" + local,
                beyond.stream().map(String::valueOf).collect(Collectors.joining(" / ")),
                millis(staleMillis),
                lostSignals + " / " + untoldSignals,
                millis(recoveryMillis, "exact limits", "leased limits", "cache", "signals"),
                met() ? "yes" : "**no**");
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String millis(Map<String, Double> figures, String... names) {
        return List.of(names).stream()
                .map(name -> millis(figures.getOrDefault(name, Double.NaN)))
                .collect(Collectors.joining(" / "));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
