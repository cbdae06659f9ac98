package dev.parley.examples.benchmarks.load;

import java.util.List;
import java.util.Locale;

/**
 * One step of a backup or a restore.
 *
 * @param name which
 * @param rows how many rows it handled
 * @param bytes how many bytes they have as text, before they are compressed; 0 if that is not known
 * @param seconds how long it took
 */
record BackupStep(String name, long rows, long bytes, double seconds) {

    static final List<String> HEADER = List.of("| step | rows | MB | s | rows/s | MB/s |", "|---|---|---|---|---|---|");

    private static final double MEGA = 1e6;
    private static final double NANOS = 1e9;

    /** A step that began then and ends now, by the clock of {@link System#nanoTime()}. */
    static BackupStep ended(String name, long begun, long rows, long bytes) {
        return new BackupStep(name, rows, bytes, (System.nanoTime() - begun) / NANOS);
    }

    String toMarkdown() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.0f | %.1f |",
                name,
                rows,
                bytes / MEGA,
                seconds,
                rows / seconds,
                bytes / MEGA / seconds);
    }
}
