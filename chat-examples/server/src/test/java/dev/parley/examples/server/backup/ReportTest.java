package dev.parley.examples.server.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.Verification;
import dev.parley.core.error.ErrorCode;
import dev.parley.operations.backup.BackupOutcome;
import dev.parley.operations.backup.Pruned;
import dev.parley.operations.backup.RestoreOutcome;
import dev.parley.operations.backup.VerifyOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Only what is true ends with 0. */
class ReportTest {

    private static final BackupId ID = new BackupId("20260314T150926Z-9f86d081");
    private static final Verification PROOF = new Verification(Instant.EPOCH, "ab", 7);
    private static final List<String> FINDINGS = List.of("portable/entry-000001.jsonl: damaged");

    @Test
    void onlyACompleteBackupIsWell() {
        assertThat(Report.of(new BackupOutcome.Complete(ID, 7, 99)))
                .isEqualTo(new Report(0, List.of("complete id=" + ID + " records=7 bytes=99")));
        assertThat(Report.of(new BackupOutcome.Partial(ID, Map.of("files", ErrorCode.BACKUP_UNAVAILABLE))))
                .isEqualTo(new Report(
                        1, List.of("partial id=" + ID + ": not all is in it", "  files: backup_unavailable")));
        assertThat(Report.of(new BackupOutcome.Failed(ErrorCode.BACKUP_BUSY, "another is made")))
                .isEqualTo(new Report(1, List.of("failed: another is made")));
    }

    @Test
    void onlyAProofIsWell() {
        assertThat(Report.of(new VerifyOutcome.Verified(ID, PROOF)))
                .isEqualTo(new Report(0, List.of("verified id=" + ID + " records=7 sha256=ab")));
        assertThat(Report.of(new VerifyOutcome.Refused(ErrorCode.BACKUP_UNREADABLE, FINDINGS)))
                .isEqualTo(new Report(1, List.of("not verified: backup_unreadable", "  " + FINDINGS.get(0))));
    }

    @Test
    void onlyAWholeRestoreIsWell() {
        assertThat(Report.of(new RestoreOutcome.Restored(ID, 7, 1)))
                .isEqualTo(new Report(0, List.of("restored id=" + ID + " records=7 erased=1")));
        assertThat(Report.of(new RestoreOutcome.Halfway(ID, List.of("portable"), FINDINGS)))
                .isEqualTo(new Report(1, List.of("restored in part: only portable", "  " + FINDINGS.get(0))));
        assertThat(Report.of(new RestoreOutcome.Refused(ErrorCode.RESTORE_NOT_EMPTY, FINDINGS))
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void aListTellsWhatCounts() {
        assertThat(Report.of(List.of(
                                new StoredBackup(ID, StoredBackup.State.COMPLETE, 5, PROOF),
                                new StoredBackup(ID, StoredBackup.State.PARTIAL, 6, null)))
                        .lines())
                .containsExactly(
                        ID + " complete bytes=5 verified=1970-01-01T00:00:00Z records=7",
                        ID + " partial bytes=6 not verified");
        assertThat(Report.of(new Pruned(List.of(ID), List.of())).lines())
                .containsExactly("removed=1 removed_copies=0", "  " + ID);
    }
}
