package dev.parley.core.backup;

import dev.parley.core.time.Deadline;
import java.io.IOException;

/**
 * Something that can be backed up and restored: a database, a folder of files. Thread-safe; snapshots and places are each
 * for one thread.
 *
 * <p>Rules, checked by {@code BackupSourceContract}:
 *
 * <ul>
 *   <li>BS-1 A snapshot shows one instant: what is written to the source after {@link #snapshot} returned is not in it, and
 *       what was acknowledged before is, however long writing the parts takes.
 *   <li>BS-2 Writers go on while a snapshot is written.
 *   <li>BS-3 A place that took all parts of a snapshot, and was activated, holds what the source held; a snapshot of that
 *       has the same parts, byte for byte, in the same order.
 *   <li>BS-4 A {@link #place} that is not empty is refused with {@code RESTORE_NOT_EMPTY} before anything is written.
 *   <li>BS-5 A place that is closed without having been activated leaves no trace, nor does one whose loading failed.
 *   <li>BS-6 Activating is atomic: who reads sees nothing of the restored, or all.
 *   <li>BS-7 {@link RestorePlace#check} finds what is missing, doubled, or refers to nothing, and names where.
 *   <li>BS-8 A format, or a version of it, that the source does not know is refused with {@code BACKUP_UNREADABLE} before
 *       anything is written; a part that is damaged with the same, and the part's name.
 *   <li>BS-9 A scratch place stands apart from what is in use, can take a restore at any time, and is gone when closed.
 *   <li>BS-10 Who is erased in a place before it is activated is nowhere in it; of the others nothing is missing.
 * </ul>
 */
public interface BackupSource {

    /** {@return 1 to 32 of a-z, 0-9 and dash, beginning with a letter; another for each source of an installation} */
    String name();

    /**
     * Takes a snapshot.
     *
     * @param deadline by when it must be taken; writing it may take longer
     * @return the snapshot; to be closed
     * @throws dev.parley.core.error.ChatException of kind unavailable, if it can't be taken
     */
    Snapshot snapshot(Deadline deadline);

    /**
     * Prepares a restore into the place that is in use, which must be empty.
     *
     * @param deadline by when
     * @return the place; to be closed
     * @throws dev.parley.core.error.ChatException {@code RESTORE_NOT_EMPTY} if it is not; of kind unavailable, if it can't
     *     be reached
     */
    RestorePlace place(Deadline deadline);

    /**
     * Prepares a restore into a place of its own, to look whether a backup can be restored.
     *
     * @param deadline by when
     * @return the place, which can't be activated; to be closed
     * @throws dev.parley.core.error.ChatException of kind unavailable, if there can be none
     */
    RestorePlace scratch(Deadline deadline);

    /** One instant of a source. */
    interface Snapshot extends AutoCloseable {

        /** {@return what it is of} */
        SnapshotInfo info();

        /**
         * Writes all parts, in memory that does not grow with what there is. Once only.
         *
         * @param sink takes them
         * @throws IOException if the sink failed
         * @throws dev.parley.core.error.ChatException if the source failed
         */
        void write(PartSink sink) throws IOException;

        /** Lets go of it, written or not. */
        @Override
        void close();
    }
}
