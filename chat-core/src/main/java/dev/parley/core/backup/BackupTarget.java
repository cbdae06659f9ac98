package dev.parley.core.backup;

import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Where archives are kept: a directory, a bucket. Thread-safe; writers and streams are each for one thread.
 *
 * <p>Rules, checked by {@code BackupTargetContract}:
 *
 * <ul>
 *   <li>BT-1 What was committed is listed as what it was committed as, and reads back byte for byte, also after the target
 *       was opened anew.
 *   <li>BT-2 What was not committed is never listed as complete or partial, whatever it was broken off by: abort, close,
 *       an exception, the death of the process.
 *   <li>BT-3 A commit returns only when the target has read back what it has, and its length and SHA-256 are those of what
 *       was written; otherwise it throws, and the backup is not listed as complete.
 *   <li>BT-4 One backup is written at a time: a second is refused with {@code BACKUP_BUSY}, and disturbs nothing. Who died
 *       while writing does not lock the target for good.
 *   <li>BT-5 A verification is kept with the backup of that SHA-256; of any other it is refused with
 *       {@code BACKUP_UNREADABLE}.
 *   <li>BT-6 Only behind a guard is a backup deleted: a newer one that is complete, verified, and still there. Otherwise
 *       {@code BACKUP_GUARDED}, and nothing is deleted. What failed needs no guard, but is not deleted while it is being
 *       written.
 *   <li>BT-7 The list is ordered by id, and whole: a listing that was cut short is a fault, not a shorter list.
 *   <li>BT-8 An id that is not there is {@code BACKUP_NOT_FOUND}.
 *   <li>BT-9 Notes are kept as they were last written, replaced as a whole, and outlive the backups.
 *   <li>BT-10 Nothing that is not a backup or a note of this target is listed, read or deleted, whatever lies beside them.
 * </ul>
 *
 * <p>Every method throws {@link dev.parley.core.error.ChatException} of kind unavailable when the target can't answer.
 */
public interface BackupTarget extends AutoCloseable {

    /** {@return where it is, for messages; without any credential} */
    String describe();

    /**
     * Begins to write a backup.
     *
     * @param id its name, which must be new
     * @param deadline by when to begin; writing may take longer
     * @return the writer; to be closed
     * @throws dev.parley.core.error.ChatException {@code BACKUP_BUSY} if another is being written
     */
    Writer begin(BackupId id, Deadline deadline);

    /**
     * Lists what is there.
     *
     * @param deadline by when
     * @return all backups, oldest first
     */
    List<StoredBackup> list(Deadline deadline);

    /**
     * Opens an archive to read it. May be read slowly, and closed at any place.
     *
     * @param id which
     * @param deadline by when to open it
     * @return its bytes from the first to the last
     * @throws dev.parley.core.error.ChatException {@code BACKUP_NOT_FOUND}
     */
    InputStream read(BackupId id, Deadline deadline);

    /**
     * Keeps that a backup could be restored.
     *
     * @param id which
     * @param verification what was restored
     * @param deadline by when
     */
    void markVerified(BackupId id, Verification verification, Deadline deadline);

    /**
     * Removes a backup.
     *
     * @param id which
     * @param guard a newer one that is complete and verified; null only for one that failed
     * @param deadline by when
     * @throws dev.parley.core.error.ChatException {@code BACKUP_GUARDED} if the guard does not stand
     */
    void delete(BackupId id, @org.jspecify.annotations.Nullable BackupId guard, Deadline deadline);

    /**
     * Reads a note.
     *
     * @param name 1 to 64 of a-z, 0-9 and dash
     * @param deadline by when
     * @return its text, if there is one
     */
    Optional<String> note(String name, Deadline deadline);

    /**
     * Writes a note, or replaces it.
     *
     * @param name 1 to 64 of a-z, 0-9 and dash
     * @param text at most 16 MiB in UTF-8
     * @param deadline by when
     */
    void note(String name, String text, Deadline deadline);

    /** {@return a target in memory, for tests and trials} */
    static BackupTarget inMemory() {
        return new InMemoryBackupTarget();
    }

    /** Releases what the target itself opened; never what the host passed in. */
    @Override
    void close();

    /** A backup that is being written. */
    interface Writer extends AutoCloseable {

        /** {@return where the archive goes; need not be closed} */
        OutputStream out();

        /**
         * Makes it a backup.
         *
         * @param state complete or partial
         * @throws IOException if the target does not have what was written
         */
        void commit(StoredBackup.State state) throws IOException;

        /** Ends it. What was not committed is not a backup. */
        @Override
        void close();
    }
}
