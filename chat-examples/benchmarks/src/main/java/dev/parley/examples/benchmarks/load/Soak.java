package dev.parley.examples.benchmarks.load;

import dev.parley.examples.benchmarks.Machine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a server that works at half of its capacity for long gathers anything: live heap, threads, descriptors, connections. Each
 * is looked at again and again, and must not rise.
 *
 * <p>Linux only: what the server holds is read from the system.
 */
public final class Soak implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Soak.class);
    private static final double MOST_PERCENT_PER_HOUR = 1;
    private static final double HALF = 0.5;
    private static final int MINUTE = 60;

    private final Site site;
    private final ServerFigures figures;
    private final long begun = System.nanoTime();
    private final List<SoakSample> samples = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private Soak(Site site, int everySeconds) {
        this.site = site;
        this.figures = site.figures();
        var unused = clock.scheduleAtFixedRate(this::look, 0, everySeconds, TimeUnit.SECONDS);
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
                "--rate", "",
                "--seconds", "1800",
                "--settle", "300",
                "--every", "20",
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
            double rate = options.text("--rate").isEmpty() ? half(options, load) : options.number("--rate");
            load.steady(rate, options.whole("--settle"), MINUTE);
            try (Soak soak = new Soak(site, options.whole("--every"))) {
                MessageWatch watch = load.steady(rate, options.whole("--seconds"), MINUTE);
                load.await();
                soak.report(options, machine, rate, watch);
            }
        }
    }

    private static double half(Options options, MessageLoad load) throws InterruptedException {
        int senders = options.whole("--senders");
        load.capacity(senders, options.whole("--measured"));
        return HALF * load.capacity(senders, options.whole("--measured"));
    }

    private void look() {
        try {
            double second = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / 1_000.0;
            SoakSample sample = new SoakSample(
                    second, figures.heapAfterGcKib(), figures.threads(), figures.descriptors(), site.connections());
            synchronized (samples) {
                samples.add(sample);
            }
        } catch (IOException | SQLException e) {
            LOG.warn("The server can't be looked at", e);
        }
    }

    private List<SoakSample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    private void report(Options options, String machine, double rate, MessageWatch watch) throws IOException {
        List<SoakSample> seen = samples();
        Map<String, Trend> trends = new LinkedHashMap<>();
        trends.put("live heap, KiB", Trend.of(seen, SoakSample::second, SoakSample::heapKib));
        trends.put("threads", Trend.of(seen, SoakSample::second, SoakSample::threads));
        trends.put("descriptors", Trend.of(seen, SoakSample::second, SoakSample::descriptors));
        trends.put("connections to PostgreSQL", Trend.of(seen, SoakSample::second, SoakSample::connections));
        List<Goal> goals = new ArrayList<>();
        trends.forEach((what, trend) -> goals.add(new Goal(
                what + ": rises < 1 % per hour", trend.toString(), trend.risesLessThan(MOST_PERCENT_PER_HOUR))));
        long others = watch.refused().count()
                + watch.held()
                + watch.failures().values().stream().mapToLong(Long::longValue).sum();
        goals.add(new Goal("all messages accepted", others + " not", others == 0));
        Results.report(
                "Soak",
                options,
                machine,
                Map.of(
                        "perSecond", rate,
                        "receipts", watch.accepted(),
                        "failures", watch.failures(),
                        "samples", seen,
                        "trends", trends),
                List.of(
                        "| messages/s | messages | receipt p50 / p99 / p99.9 / max ms | looks |",
                        "|---|---|---|---|",
                        "| %d | %d | %s | %d |"
                                .formatted(
                                        Math.round(rate),
                                        watch.accepted().count(),
                                        watch.accepted().toCell(),
                                        seen.size())),
                goals);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
