package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.error.ErrorCode;
import java.util.Map;

/** What making a backup came to. Only {@link Complete} is a backup that counts. */
public sealed interface BackupOutcome {

    /**
     * All sources are in it, and the target has read it back.
     *
     * @param id its name
     * @param records how many records are in it
     * @param bytes how many bytes its parts have, before they were compressed
     */
    record Complete(BackupId id, long records, long bytes) implements BackupOutcome {}

    /**
     * It can be read, but sources are missing from it, or not whole. It is never restored, never verified, and no older one is
     * removed for it.
     *
     * @param id its name
     * @param failed the sources that failed, and why
     */
    record Partial(BackupId id, Map<String, ErrorCode> failed) implements BackupOutcome {

        /**
         * Keeps what it is given.
         *
         * @param id as in the record
         * @param failed as in the record
         */
        public Partial {
            failed = Map.copyOf(failed);
        }
    }

    /**
     * There is no backup.
     *
     * @param code why: {@code BACKUP_BUSY} if another is being made
     * @param detail what happened, for people
     */
    record Failed(ErrorCode code, String detail) implements BackupOutcome {}
}
