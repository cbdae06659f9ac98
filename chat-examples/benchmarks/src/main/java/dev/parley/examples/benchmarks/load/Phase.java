package dev.parley.examples.benchmarks.load;

import java.util.Locale;
import java.util.Map;

/**
 * What was seen in one phase.
 *
 * @param name which bad bot was at work, if any
 * @param receipts of the good conversations, from when the message should have been sent
 * @param turns likewise, to the posted answer
 * @param failures good messages that were refused
 * @param unanswered good questions without an answer
 * @param asked questions to the bad bot
 * @param badEnds how the bad bot's turns ended
 * @param peakThreads the most threads of the process
 * @param answersAfter whether the engine answered after the phase
 */
record Phase(
        String name,
        Latency.Summary receipts,
        Latency.Summary turns,
        long failures,
        long unanswered,
        long asked,
        Map<String, Long> badEnds,
        int peakThreads,
        boolean answersAfter) {

    static final String HEADER = """
            | bad bot | receipt p50 / p99 / p99.9 / max ms | p99 to baseline | turn p50 / p99 / p99.9 / max ms | p99 to baseline \
            | lost | asked | bad turns ended | threads | answers after |
            |---|---|---|---|---|---|---|---|---|---|""";

    double receiptRatio(Phase baseline) {
        return receipts.p99() / baseline.receipts.p99();
    }

    double turnRatio(Phase baseline) {
        return turns.p99() / baseline.turns.p99();
    }

    /** {@return whether everybody else was served as if there were no bad bot} */
    boolean isUnharmed(Phase baseline, double mostRatio) {
        return failures == 0
                && unanswered == 0
                && answersAfter
                && receiptRatio(baseline) <= mostRatio
                && turnRatio(baseline) <= mostRatio;
    }

    String toMarkdown(Phase baseline) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %s | %.2f | %d | %d | %s | %d | %s |",
                name,
                receipts.toCell(),
                receiptRatio(baseline),
                turns.toCell(),
                turnRatio(baseline),
                failures + unanswered,
                asked,
                badEnds,
                peakThreads,
                answersAfter ? "yes" : "**no**");
    }
}
