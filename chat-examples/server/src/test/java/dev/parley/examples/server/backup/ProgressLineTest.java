package dev.parley.examples.server.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.operations.backup.BackupProgress.Progress;
import dev.parley.operations.backup.BackupProgress.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How far a backup is, in a file and on a terminal. */
class ProgressLineTest {

    private static final long MIB = 1024 * 1024;

    private final StringWriter text = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new PrintWriter(text), terminal, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aFileGetsALineNowAndThenAndAtTheEndOfEachStep() {
        try (ProgressLine line = line(false)) {
            line.progressed(new Progress(Step.CHECKING, 0, 0, MIB, 4 * MIB));
            pass(Duration.ofSeconds(1));
            line.progressed(new Progress(Step.CHECKING, 0, 0, 4 * MIB, 4 * MIB));
            line.progressed(new Progress(Step.LOADING, 0, 100, 0, 10 * MIB));
            pass(Duration.ofSeconds(4));
            line.progressed(new Progress(Step.LOADING, 40, 100, 4 * MIB, 10 * MIB));
            pass(Duration.ofSeconds(1));
            line.progressed(new Progress(Step.LOADING, 50, 100, 5 * MIB, 10 * MIB));
        }
        assertThat(text.toString().lines())
                .containsExactly(
                        "checking: 4.0 MiB, 4.0 MiB/s",
                        "loading: 50 of about 100 records, 5.0 MiB, 10 records/s, 1.0 MiB/s, ETA 5 s",
                        "loading: 50 of about 100 records, 5.0 MiB, 10 records/s, 1.0 MiB/s, ETA 5 s");
    }

    @Test
    void aTerminalGetsOneLineThatChanges() {
        try (ProgressLine line = line(true)) {
            line.progressed(new Progress(Step.WRITING, 0, 100, 0, 0));
            pass(Duration.ofSeconds(1));
            line.progressed(new Progress(Step.WRITING, 25, 100, 0, 0));
        }
        String shown =
                "\r[#####...............] writing: 25 of about 100 records, 0.0 MiB, 25 records/s, 0.0 MiB/s, ETA 3 s\u001b[K";
        assertThat(text).hasToString(shown + shown + "\n");
    }
}
