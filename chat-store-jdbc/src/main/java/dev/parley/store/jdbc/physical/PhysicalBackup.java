package dev.parley.store.jdbc.physical;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes physical backups of PostgreSQL by the tool that is installed: pgBackRest before pg_basebackup. Their archives, their
 * verification, retention and point-in-time recovery are the tool's own; what is kept here is that a run was, and what it
 * came to, in the note {@value #NOTE} of the target that holds the other backups. One run at a time is the business of who
 * calls. Thread-safe.
 */
public final class PhysicalBackup {

    /** The name of the note: a line for each run, newest first, at most 100. */
    public static final String NOTE = "physical-backups";

    private static final int MOST_RUNS = 100;
    private static final int MOST_SHOWN = 4_000;
    private static final Duration FOR_VERSION = Duration.ofSeconds(30);

    private final PhysicalBackupConfig config;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Drives the tools. Nothing is looked for yet.
     *
     * @param config how they are called
     * @param clock tells when a run was
     * @param random makes names of backups of one second differ
     */
    public PhysicalBackup(PhysicalBackupConfig config, InstantSource clock, RandomGenerator random) {
        this.config = config;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes a backup, and keeps what it came to. Waits for the tool as long as the config says.
     *
     * @param target where the note is kept
     * @param noting by when the note must be written, once the tool has ended
     * @return what it came to; a tool that is not installed leaves no note
     * @throws dev.parley.core.error.ChatException if the note can't be kept; the backup may have been made
     */
    public PhysicalResult run(BackupTarget target, Duration noting) {
        List<String> lookedFor = new ArrayList<>();
        for (BackupTool tool : BackupTool.values()) {
            if (tool.isSetUp(config)) {
                lookedFor.add(tool.program());
                Optional<Path> program = tool.find(config);
                if (program.isPresent()) {
                    return keep(run(tool, program.get()), target, Deadline.after(noting));
                }
            }
        }
        return new PhysicalResult.NotInstalled(lookedFor);
    }

    private PhysicalResult run(BackupTool tool, Path program) {
        Instant started = clock.instant();
        String name = BackupId.of(started, random).value();
        String version = BackupTool.version(ToolProcess.run(program, tool.versionArguments(), config, FOR_VERSION)
                .output());
        ToolProcess.End end = ToolProcess.run(program, tool.arguments(config, name), config, config.timeout());
        String output = end.output();
        Optional<String> label = end.exitCode() == 0 ? tool.label(config, name, output) : Optional.empty();
        PhysicalRun.Ending ending = label.isPresent()
                ? PhysicalRun.Ending.DONE
                : end.exitCode() == ToolProcess.TIMED_OUT ? PhysicalRun.Ending.TIMED_OUT : PhysicalRun.Ending.FAILED;
        PhysicalRun run = new PhysicalRun(
                ending,
                tool.program(),
                version,
                started,
                clock.instant(),
                label.orElse(null),
                BackupTool.startLsn(output),
                BackupTool.stopLsn(output));
        String shown = output.substring(Math.max(0, output.length() - MOST_SHOWN));
        return switch (ending) {
            case DONE -> new PhysicalResult.Done(run);
            case FAILED -> new PhysicalResult.Failed(run, end.exitCode(), shown);
            case TIMED_OUT -> new PhysicalResult.TimedOut(run, config.timeout(), shown);
        };
    }

    private static PhysicalResult keep(PhysicalResult result, BackupTarget target, Deadline deadline) {
        PhysicalRun run = runOf(result);
        List<String> lines = new ArrayList<>();
        lines.add(run.encode());
        runs(target, deadline).stream().limit(MOST_RUNS - 1L).forEach(before -> lines.add(before.encode()));
        target.note(NOTE, String.join("\n", lines), deadline);
        return result;
    }

    private static PhysicalRun runOf(PhysicalResult result) {
        if (result instanceof PhysicalResult.Done done) {
            return done.run();
        }
        return result instanceof PhysicalResult.Failed failed ? failed.run() : ((PhysicalResult.TimedOut) result).run();
    }

    /**
     * Lists the runs that were kept.
     *
     * @param target where the note is
     * @param deadline by when
     * @return the runs, newest first, at most 100
     */
    public static List<PhysicalRun> runs(BackupTarget target, Deadline deadline) {
        return Arrays.stream(target.note(NOTE, deadline).orElse("").split("\n", -1))
                .flatMap(line -> PhysicalRun.decode(line).stream())
                .toList();
    }
}
