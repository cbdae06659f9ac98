package dev.parley.examples.server.backup;

import dev.parley.operations.backup.BackupProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a backup is: on a terminal one line with a bar, which changes, elsewhere a line at the end of each step and every 5
 * seconds. For one thread.
 */
final class ProgressLine implements BackupProgress, AutoCloseable {

    private static final Duration ON_TERMINAL = Duration.ofMillis(250);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);
    private static final double MIB = 1024 * 1024;
    private static final double NANOS = 1e9;
    private static final int BAR = 20;
    private static final String REST_OF_LINE = "\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private @Nullable Progress latest;
    private long began;
    private long shown;

    /**
     * A line.
     *
     * @param out where it is shown
     * @param terminal whether that is a terminal
     * @param nanoTime the time that passes
     */
    ProgressLine(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    @Override
    public void progressed(Progress progress) {
        long now = nanoTime.getAsLong();
        if (latest == null || latest.step() != progress.step()) {
            close();
            began = now;
            shown = now;
        }
        latest = progress;
        if (now - shown >= (terminal ? ON_TERMINAL : ELSEWHERE).toNanos()) {
            show(progress, now, !terminal);
            shown = now;
        }
    }

    private void show(Progress progress, long now, boolean ended) {
        String text = text(progress, Math.max(1, now - began) / NANOS);
        out.print((terminal ? "\r" + bar(part(progress)) + text + REST_OF_LINE : text) + (ended ? "\n" : ""));
        out.flush();
    }

    /** Nothing where it is not known how much there is. */
    private static String bar(double part) {
        if (part <= 0) {
            return "";
        }
        int done = (int) Math.min(BAR, part * BAR);
        return "[" + "#".repeat(done) + ".".repeat(BAR - done) + "] ";
    }

    static String text(Progress progress, double seconds) {
        StringBuilder text = new StringBuilder();
        text.append(progress.step().name().toLowerCase(Locale.ROOT)).append(": ");
        if (progress.records() > 0 || progress.expectedRecords() > 0) {
            text.append("%d%s records, ".formatted(progress.records(), of(progress.expectedRecords())));
        }
        text.append("%.1f MiB".formatted(progress.bytes() / MIB));
        if (progress.records() > 0) {
            text.append(", %.0f records/s".formatted(progress.records() / seconds));
        }
        text.append(", %.1f MiB/s".formatted(progress.bytes() / MIB / seconds));
        double part = part(progress);
        if (part > 0 && part < 1) {
            text.append(", ETA %.0f s".formatted(seconds * (1 - part) / part));
        }
        return text.toString();
    }

    private static String of(long expected) {
        return expected > 0 ? " of about " + expected : "";
    }

    private static double part(Progress progress) {
        if (progress.expectedBytes() > 0) {
            return (double) progress.bytes() / progress.expectedBytes();
        }
        return progress.expectedRecords() > 0 ? (double) progress.records() / progress.expectedRecords() : 0;
    }

    /** Ends the line of the step. */
    @Override
    public void close() {
        if (latest != null) {
            show(latest, nanoTime.getAsLong(), true);
            latest = null;
        }
    }
}
