package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.error.ChatException;
import java.util.List;
import java.util.Optional;

/**
 * What one round of a {@link BackupSchedule} came to.
 *
 * @param created whether there is a new backup
 * @param verified whether it can be restored; empty if there is none
 * @param copied what went to the second target
 * @param pruned what was removed
 * @param fault what broke the round off, if anything did
 */
public record BackupRound(
        BackupOutcome created,
        Optional<VerifyOutcome> verified,
        List<BackupId> copied,
        Pruned pruned,
        Optional<ChatException> fault) {

    /**
     * Keeps what it is given.
     *
     * @param created as in the record
     * @param verified as in the record
     * @param copied as in the record
     * @param pruned as in the record
     * @param fault as in the record
     */
    public BackupRound {
        copied = List.copyOf(copied);
    }

    /** {@return whether there is a new backup, it is verified, and all the rest was done} */
    public boolean succeeded() {
        return created instanceof BackupOutcome.Complete
                && verified.filter(VerifyOutcome.Verified.class::isInstance).isPresent()
                && fault.isEmpty();
    }

    /** Does one round. What was made and verified stays, whatever becomes of the rest. */
    static BackupRound run(Backups backups) {
        BackupOutcome created = backups.create();
        Optional<VerifyOutcome> verified = Optional.empty();
        List<BackupId> copied = List.of();
        Pruned pruned = new Pruned(List.of(), List.of());
        Optional<ChatException> fault = Optional.empty();
        try {
            if (created instanceof BackupOutcome.Complete complete) {
                verified = Optional.of(backups.verify(complete.id()));
            }
            copied = backups.copy();
            pruned = backups.prune();
        } catch (ChatException e) {
            fault = Optional.of(e);
        }
        return new BackupRound(created, verified, copied, pruned, fault);
    }
}
