package dev.parley.examples.benchmarks.load;

import dev.parley.examples.benchmarks.Machine;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What becomes of a server that is offered several times what it can do. First its capacity is measured, by senders that wait for
 * their answers; then messages come at half of that, at a multiple, and at half again, each at a fixed rate.
 */
public final class Overload {

    private static final double LEAST_GOODPUT = 0.8;
    private static final double MOST_REFUSAL_MILLIS = 50;
    private static final int MOST_RECOVERY_SECONDS = 10;
    private static final double HALF = 0.5;
    private static final int NORMAL_SECONDS = 3;

    /** What is normal: up to so many times what it was before, and this at any rate. */
    private static final double NORMAL_RATIO = 2;

    private static final double NORMAL_MILLIS = 100;

    private final Options options;
    private final MessageLoad load;

    private Overload(Options options, MessageLoad load) {
        this.options = options;
        this.load = load;
    }

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
                "--times", "3",
                "--seconds", "300",
                "--warm-up", "20",
                "--measured", "20",
                "--senders", "64",
                "--users", "20",
                "--rooms", "100",
                "--text-bytes", "200",
                "--in-flight", "2000"));
        Options options = Options.parse(args, defaults);
        String machine = Machine.describe();
        try (Site site = Site.open(options);
                Members members = Members.gather(site.api(), options.whole("--users"), options.whole("--rooms"))) {
            MessageLoad load = new MessageLoad(members, options.whole("--text-bytes"), options.whole("--in-flight"));
            new Overload(options, load).run(machine);
        }
    }

    private void run(String machine) throws IOException, InterruptedException {
        int measured = options.whole("--measured");
        load.capacity(options.whole("--senders"), options.whole("--warm-up"));
        double capacity = load.capacity(options.whole("--senders"), measured);
        MessageWatch before = load.steady(HALF * capacity, measured, 1);
        load.await();
        int seconds = options.whole("--seconds");
        MessageWatch during = load.steady(options.number("--times") * capacity, seconds, 1);
        // What is on its way is not waited for: it is a part of what has to be got over.
        MessageWatch after = load.steady(HALF * capacity, measured + MOST_RECOVERY_SECONDS, 1);
        load.await();
        double normal = Math.max(NORMAL_MILLIS, NORMAL_RATIO * before.accepted().p99());
        int recovered = after.goodFrom(normal, NORMAL_SECONDS);
        double goodput = during.accepted().count() / (double) seconds;
        Latency.Summary refused = during.refused();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("capacityPerSecond", capacity);
        figures.put("goodputPerSecond", goodput);
        figures.put("recoveredAfterSeconds", recovered);
        figures.put("before", phase(before));
        figures.put("during", phase(during));
        figures.put("after", phase(after));
        Results.report(
                "Overload",
                options,
                machine,
                figures,
                List.of(
                        "| | offered/s | accepted p50 / p99 / p99.9 / max ms | accepted | refused | refusal p50 / p99 / p99.9 / max ms"
                                + " | not sent, too many on their way | failed |",
                        "|---|---|---|---|---|---|---|---|",
                        row("before", HALF * capacity, before),
                        row("overload", options.number("--times") * capacity, during),
                        row("after", HALF * capacity, after)),
                List.of(
                        new Goal(
                                "accepted in overload, of the capacity: ≥ " + LEAST_GOODPUT,
                                "%s of %s a second: %s"
                                        .formatted(number(goodput), number(capacity), number(goodput / capacity)),
                                goodput >= LEAST_GOODPUT * capacity),
                        new Goal(
                                "p99 of refusals ≤ 50 ms",
                                refused.count() == 0 ? "none" : number(refused.p99()),
                                refused.count() > 0 && refused.p99() <= MOST_REFUSAL_MILLIS),
                        new Goal(
                                "nothing but acceptance and refusal",
                                "" + during.failures(),
                                during.failures().isEmpty()),
                        new Goal(
                                "normal after ≤ 10 s: three seconds with all accepted and a p99 ≤ %s ms"
                                        .formatted(number(normal)),
                                recovered < 0 ? "never" : recovered + " s",
                                recovered >= 0 && recovered <= MOST_RECOVERY_SECONDS)));
    }

    private static Map<String, Object> phase(MessageWatch watch) {
        return Map.of(
                "accepted", watch.accepted(),
                "refused", watch.refused(),
                "heldBack", watch.held(),
                "failures", watch.failures(),
                "perSecond", watch.perWindow());
    }

    private static String row(String name, double rate, MessageWatch watch) {
        return "| %s | %s | %s | %d | %d | %s | %d | %s |"
                .formatted(
                        name,
                        number(rate),
                        watch.accepted().toCell(),
                        watch.accepted().count(),
                        watch.refused().count(),
                        watch.refused().toCell(),
                        watch.held(),
                        watch.failures());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
