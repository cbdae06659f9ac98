package dev.parley.examples.benchmarks.load;

import dev.parley.examples.benchmarks.Machine;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long messages take at a fixed rate, for a long time, with everything on one machine: the packaged server, PostgreSQL that
 * flushes each commit, Redis, and the senders. A receipt counts from when its message should have been sent.
 */
public final class SteadyLoad {

    private static final double MOST_P99_MILLIS = 100;
    private static final double MOST_P999_MILLIS = 400;
    private static final int MINUTE = 60;

    private SteadyLoad() {}

    /**
     * Runs and reports.
     *
     * @param args options with values
     * @throws IOException if a process can't be started, or the results can't be written
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> defaults = new HashMap<>(Site.OPTIONS);
        defaults.putAll(Map.of(
                "--rate", "300",
                "--seconds", "1800",
                "--warm-up", "30",
                "--users", "20",
                "--rooms", "100",
                "--text-bytes", "200",
                "--in-flight", "2000"));
        Options options = Options.parse(args, defaults);
        String machine = Machine.describe();
        try (Site site = Site.open(options);
                Members members = Members.gather(site.api(), options.whole("--users"), options.whole("--rooms"))) {
            MessageLoad load = new MessageLoad(members, options.whole("--text-bytes"), options.whole("--in-flight"));
            load.steady(options.number("--rate"), options.whole("--warm-up"), MINUTE);
            load.await();
            MessageWatch watch = load.steady(options.number("--rate"), options.whole("--seconds"), MINUTE);
            load.await();
            report(options, machine, watch);
        }
    }

    private static void report(Options options, String machine, MessageWatch watch) throws IOException {
        Latency.Summary receipts = watch.accepted();
        Latency.Summary refused = watch.refused();
        List<Latency.Summary> perMinute = watch.perWindow();
        long errors =
                watch.failures().values().stream().mapToLong(Long::longValue).sum() + refused.count() + watch.held();
        Results.report(
                "SteadyLoad",
                options,
                machine,
                Map.of(
                        "receipts", receipts,
                        "perMinute", perMinute,
                        "refused", refused.count(),
                        "heldBack", watch.held(),
                        "failures", watch.failures()),
                List.of(
                        "| messages | receipt p50 / p99 / p99.9 / max ms | p99 of each minute, ms | refused | failed |",
                        "|---|---|---|---|---|",
                        "| %d | %s | %s | %d | %s |"
                                .formatted(
                                        receipts.count(),
                                        receipts.toCell(),
                                        perMinute.stream()
                                                .map(minute -> millis(minute.p99()))
                                                .collect(Collectors.joining(" / ")),
                                        refused.count(),
                                        watch.failures())),
                List.of(
                        new Goal(
                                "p99 ≤ 100 ms",
                                millis(receipts.p99()),
                                receipts.count() > 0 && receipts.p99() <= MOST_P99_MILLIS),
                        new Goal(
                                "p99.9 ≤ 400 ms",
                                millis(receipts.p999()),
                                receipts.count() > 0 && receipts.p999() <= MOST_P999_MILLIS),
                        new Goal("no errors", "" + errors, errors == 0)));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
