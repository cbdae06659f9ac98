package dev.parley.examples.benchmarks.load;

import java.util.List;
import java.util.Locale;

/**
 * How sending went for some time.
 *
 * @param name which time
 * @param perSecond how many messages were sent in a second
 * @param latency how long each took
 */
record BackupLoadPhase(String name, double perSecond, Latency.Summary latency) {

    static final List<String> HEADER =
            List.of("| backups | messages/s | p50 / p99 / p99.9 / max ms |", "|---|---|---|");

    private static final double NANOS = 1e9;

    static BackupLoadPhase of(String name, Latency.Summary latency, long nanos) {
        return new BackupLoadPhase(name, latency.count() * NANOS / nanos, latency);
    }

    String toMarkdown() {
        return String.format(Locale.ROOT, "| %s | %.0f | %s |", name, perSecond, latency.toCell());
    }
}
