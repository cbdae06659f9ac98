package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.Verification;
import dev.parley.core.error.ErrorCode;
import java.util.List;

/** What verifying a backup came to. */
public sealed interface VerifyOutcome {

    /**
     * All of it was restored to scratch places and found whole, and that is kept with it.
     *
     * @param id the backup
     * @param verification what was restored
     */
    record Verified(BackupId id, Verification verification) implements VerifyOutcome {}

    /**
     * It can't be restored as it is.
     *
     * @param code {@code BACKUP_UNREADABLE} if it is damaged, not whole, or made with another key; {@code BACKUP_NOT_FOUND} if
     *     there is none
     * @param findings what was found, each with its place; one or more
     */
    record Refused(ErrorCode code, List<String> findings) implements VerifyOutcome {

        /**
         * Keeps what it is given.
         *
         * @param code as in the record
         * @param findings as in the record
         */
        public Refused {
            findings = List.copyOf(findings);
        }
    }
}
