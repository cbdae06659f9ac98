package dev.parley.examples.server.backup;

import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.Verification;
import dev.parley.operations.backup.BackupOutcome;
import dev.parley.operations.backup.Pruned;
import dev.parley.operations.backup.RestoreOutcome;
import dev.parley.operations.backup.VerifyOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ExitCode;

/**
 * What a command came to: how the process ends, and what it says.
 *
 * @param exit 0 if it is true that all was done
 * @param lines for people
 */
record Report(int exit, List<String> lines) {

    Report {
        lines = List.copyOf(lines);
    }

    boolean isWell() {
        return exit == ExitCode.OK;
    }

    static Report failed(String... lines) {
        return new Report(ExitCode.SOFTWARE, List.of(lines));
    }

    private static Report done(String line) {
        return new Report(ExitCode.OK, List.of(line));
    }

    private static Report refused(String what, List<String> findings) {
        return new Report(
                ExitCode.SOFTWARE,
                Stream.concat(Stream.of(what), findings.stream().map(line -> "  " + line))
                        .toList());
    }

    static Report of(BackupOutcome outcome) {
        if (outcome instanceof BackupOutcome.Complete complete) {
            return done("complete id=%s records=%d bytes=%d"
                    .formatted(complete.id(), complete.records(), complete.bytes()));
        }
        if (outcome instanceof BackupOutcome.Partial partial) {
            return refused(
                    "partial id=" + partial.id() + ": not all is in it",
                    partial.failed().entrySet().stream()
                            .map(failed ->
                                    failed.getKey() + ": " + failed.getValue().id())
                            .sorted()
                            .toList());
        }
        BackupOutcome.Failed failed = (BackupOutcome.Failed) outcome;
        return failed("failed: " + failed.detail());
    }

    static Report of(VerifyOutcome outcome) {
        if (outcome instanceof VerifyOutcome.Verified verified) {
            Verification proof = verified.verification();
            return done(
                    "verified id=%s records=%d sha256=%s".formatted(verified.id(), proof.records(), proof.sha256()));
        }
        VerifyOutcome.Refused refused = (VerifyOutcome.Refused) outcome;
        return refused("not verified: " + refused.code().id(), refused.findings());
    }

    static Report of(RestoreOutcome outcome) {
        if (outcome instanceof RestoreOutcome.Restored restored) {
            return done("restored id=%s records=%d erased=%d"
                    .formatted(restored.id(), restored.records(), restored.erased()));
        }
        if (outcome instanceof RestoreOutcome.Halfway halfway) {
            return refused("restored in part: only " + String.join(", ", halfway.restored()), halfway.findings());
        }
        RestoreOutcome.Refused refused = (RestoreOutcome.Refused) outcome;
        return refused("not restored, nothing was changed: " + refused.code().id(), refused.findings());
    }

    static Report of(Pruned pruned) {
        List<String> lines = new ArrayList<>();
        lines.add("removed=%d removed_copies=%d"
                .formatted(pruned.local().size(), pruned.remote().size()));
        Stream.concat(pruned.local().stream(), pruned.remote().stream())
                .distinct()
                .forEach(id -> lines.add("  " + id));
        return new Report(ExitCode.OK, lines);
    }

    static Report of(List<StoredBackup> backups) {
        return new Report(ExitCode.OK, backups.stream().map(Report::line).toList());
    }

    private static String line(StoredBackup backup) {
        Verification proof = backup.verification();
        return "%s %s bytes=%d %s"
                .formatted(
                        backup.id(),
                        backup.state().name().toLowerCase(Locale.ROOT),
                        backup.bytes(),
                        proof == null ? "not verified" : "verified=" + proof.at() + " records=" + proof.records());
    }
}
