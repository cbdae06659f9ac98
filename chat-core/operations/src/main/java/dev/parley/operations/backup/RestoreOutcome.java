package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.error.ErrorCode;
import java.util.List;

/** What a restore came to. */
public sealed interface RestoreOutcome {

    /**
     * All sources hold what they held when the backup was made, less who was erased since.
     *
     * @param id the backup
     * @param records how many records were restored
     * @param erased how many users were erased from them, counted by source
     */
    record Restored(BackupId id, long records, int erased) implements RestoreOutcome {}

    /**
     * Nothing was changed.
     *
     * @param code {@code BACKUP_UNREADABLE} if it is damaged, not whole, or made with another key; {@code RESTORE_NOT_EMPTY} if
     *     something is where it should go; {@code BACKUP_NOT_FOUND} if there is none; {@code BACKUP_BUSY} if a backup or a
     *     restore is on its way
     * @param findings what was found, each with its place; one or more
     */
    record Refused(ErrorCode code, List<String> findings) implements RestoreOutcome {

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

    /**
     * Some sources were restored when another refused to be. What is restored is whole; the other sources are as they were.
     *
     * @param id the backup
     * @param restored the sources that are restored
     * @param findings why not the next
     */
    record Halfway(BackupId id, List<String> restored, List<String> findings) implements RestoreOutcome {

        /**
         * Keeps what it is given.
         *
         * @param id as in the record
         * @param restored as in the record
         * @param findings as in the record
         */
        public Halfway {
            restored = List.copyOf(restored);
            findings = List.copyOf(findings);
        }
    }
}
