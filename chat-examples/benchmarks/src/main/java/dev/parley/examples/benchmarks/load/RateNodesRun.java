package dev.parley.examples.benchmarks.load;

import dev.parley.core.ratelimit.RateLimit;
import java.util.List;
import java.util.Locale;

/**
 * What nodes that share an allowance let through.
 *
 * @param limit the allowance
 * @param decisions how many calls there were
 * @param admitted how many of them were let through
 * @param degraded how many were decided without Redis
 * @param most how many the limit lets through: capacity + refill × time, or all
 * @param shortfall how many fewer it were
 * @param beyond how many more it were
 * @param roundTrips how often Redis was asked
 * @param millis how long it took
 */
record RateNodesRun(
        String limit,
        long decisions,
        long admitted,
        long degraded,
        long most,
        long shortfall,
        long beyond,
        long roundTrips,
        double millis) {

    static final List<String> HEADER = List.of(
            "| limit | decisions | let through | limit in that time | below it | beyond it | without Redis | round trips | ms | met |",
            "|---|---|---|---|---|---|---|---|---|---|");

    private static final double NANOS_PER_MILLI = 1e6;

    /** Works out how far from the limit that is; time counts from before the first call to after the last. */
    static RateNodesRun of(RateLimit limit, long decisions, long admitted, long degraded, long roundTrips, long nanos) {
        double cameBack = (double) limit.refill() * nanos / limit.window().toNanos();
        long most = Math.min(decisions, (long) Math.floor(limit.capacity() + cameBack));
        return new RateNodesRun(
                limit.toString(),
                decisions,
                admitted,
                degraded,
                most,
                Math.max(0, most - admitted),
                Math.max(0, admitted - most),
                roundTrips,
                nanos / NANOS_PER_MILLI);
    }

    boolean met() {
        return beyond == 0 && degraded == 0;
    }

    String toMarkdown() {
        List<String> cells = List.of(
                limit,
                "" + decisions,
                "" + admitted,
                "" + most,
                String.format(Locale.ROOT, "%d (%.2f %%)", shortfall, 100.0 * shortfall / most),
                "" + beyond,
                "" + degraded,
                "" + roundTrips,
                String.format(Locale.ROOT, "%.0f", millis),
                met() ? "yes" : "**no**");
        return "| " + String.join(" | ", cells) + " |";
    }
}
