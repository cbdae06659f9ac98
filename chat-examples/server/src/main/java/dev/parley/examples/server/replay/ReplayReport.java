package dev.parley.examples.server.replay;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.Locale;

/**
 * What came of one file.
 *
 * @param stored messages that are new
 * @param duplicates messages that were there already
 * @param refused messages that break a rule of the chat, and were left out
 * @param malformedBytes bytes that were not UTF-8
 * @param took how long it took
 */
record ReplayReport(long stored, long duplicates, long refused, long malformedBytes, Duration took) {

    private static final long MIB = 1024L * 1024L;

    String format() {
        double seconds = Math.max(took.toNanos(), 1) / 1e9;
        return String.format(
                Locale.ROOT,
                "stored=%d duplicates=%d rate=%d/s peak_mib=%d",
                stored,
                duplicates,
                Math.round((stored + duplicates) / seconds),
                peakHeapMib());
    }

    /** The sum of the peaks of the heap's pools, so at least the peak of the heap. */
    private static long peakHeapMib() {
        long bytes = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(ReplayReport::peak)
                .sum();
        return (bytes + MIB - 1) / MIB;
    }

    private static long peak(MemoryPoolMXBean pool) {
        return pool.getPeakUsage().getUsed();
    }
}
