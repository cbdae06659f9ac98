package dev.parley.examples.benchmarks.load;

import java.util.Locale;
import org.HdrHistogram.ConcurrentHistogram;

/** How long something took, again and again. Thread-safe. */
final class Latency {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int DIGITS = 3;

    private final ConcurrentHistogram nanos = new ConcurrentHistogram(DIGITS);

    /**
     * The figures, in milliseconds.
     *
     * @param count how often
     * @param p50 half took no longer
     * @param p99 99 in a hundred
     * @param p999 999 in a thousand
     * @param max none
     */
    record Summary(long count, double p50, double p99, double p999, double max) {

        String toCell() {
            return String.format(Locale.ROOT, "%.2f / %.2f / %.2f / %.2f", p50, p99, p999, max);
        }
    }

    /** Counts what has ended now and should have begun then, by the clock of {@link System#nanoTime()}. */
    void since(long intended) {
        nanos.recordValue(Math.max(0, System.nanoTime() - intended));
    }

    Summary summary() {
        return new Summary(nanos.getTotalCount(), percentile(50), percentile(99), percentile(99.9), percentile(100));
    }

    private double percentile(double percent) {
        return nanos.getValueAtPercentile(percent) / NANOS_PER_MILLI;
    }
}
