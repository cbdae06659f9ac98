package dev.parley.examples.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Both runs side by side, and what is asked of them. */
final class StalledReport {

    private static final double MOST_RATIO = 1.2;
    private static final double MOST_KIB = 256;
    private static final double KIB_PER_MIB = 1024;

    private final Run without;
    private final Run with;
    private final List<String> lines = new ArrayList<>();

    StalledReport(Run without, Run with) {
        this.without = without;
        this.with = with;
    }

    double p99Ratio() {
        return with.deliveries().p99() / without.deliveries().p99();
    }

    List<Goal> goals() {
        int dropped = with.dropped().get(2);
        return List.of(
                new Goal(
                        "p99 of readers that read, to that without stalled ones: ≤ " + MOST_RATIO,
                        number(p99Ratio()),
                        p99Ratio() <= MOST_RATIO),
                new Goal(
                        "every delivery once, in both runs",
                        incomplete(without) + " and " + incomplete(with),
                        without.isComplete() && with.isComplete()),
                new Goal("stalled readers dropped: all", dropped + " of " + with.stalled(), dropped == with.stalled()),
                new Goal(
                        "KiB of heap for each stalled reader: ≤ " + MOST_KIB,
                        number(with.heapKibPerStalled()),
                        with.heapKibPerStalled() <= MOST_KIB));
    }

    private static String incomplete(Run run) {
        return run.missing() + " missing, " + run.repeated() + " repeated, " + run.failures() + " failed, "
                + run.broken() + " broken";
    }

    /** {@return both runs as a table in Markdown} */
    List<String> toMarkdown() {
        lines.add("| | without stalled readers | with |");
        lines.add("|---|---|---|");
        row("readers that read / stalled", run -> run.readers() + " / " + run.stalled());
        row(
                "messages / deliveries",
                run -> run.sent() + " / " + run.deliveries().count());
        row("delivery p50 / p99 / p99.9 / max ms", run -> run.deliveries().toCell());
        row("delivery p99 of each ten seconds, ms", run -> joined(run.p99PerTenSeconds()));
        row("receipt p50 / p99 / p99.9 / max ms", run -> run.receipts().toCell());
        row("missing, repeated, failed, broken", StalledReport::incomplete);
        row("stalled dropped at start / middle / end", run -> joined(run.dropped()));
        row("heap after GC before the last streams / after / at the end, KiB", run -> joined(run.heapKib()));
        row("most threads of the server", run -> "" + run.peakThreads());
        row("most RSS of the server, MiB", run -> number(run.peakResidentKib() / KIB_PER_MIB));
        row("most that the kernel held for a stalled reader, KiB", run -> "" + run.peakQueuedKib());
        return lines;
    }

    private void row(String name, Function<Run, String> cell) {
        lines.add("| " + name + " | " + cell.apply(without) + " | " + cell.apply(with) + " |");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String joined(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" / "));
    }
}
