package dev.parley.testkit;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one method that a test of {@link BackupTargetContract} writes. */
@ExtendWith(ContractExtension.class)
public interface BackupTargetFactory {

    /**
     * Makes a place for backups: a directory, a prefix in a bucket.
     *
     * @return the place, which is empty
     */
    Place createPlace();

    /** A place for backups, and what can befall it. For one thread; what it opens is for many. */
    interface Place extends AutoCloseable {

        /**
         * Opens a target on the place. The test closes it.
         *
         * @return the target; all that are opened here find the same backups and notes
         */
        BackupTarget open();

        /**
         * Leaves what a process leaves that died while it wrote a backup, and lets so much time pass as others need to know
         * that it died.
         *
         * @param id the backup
         * @param written what it had written of it
         */
        void dieWriting(BackupId id, byte[] written);

        /**
         * Changes one byte of what is kept of a backup that is being written, behind the back of its writer: at once, or, if
         * nothing of it is there yet, when it comes.
         *
         * @param id the backup; some of it was written, and flushed
         * @return false if nothing can come between writing and reading, as in memory
         */
        boolean damage(BackupId id);

        /**
         * From now on listings end before all was listed.
         *
         * @return false if a listing can't be cut short, as in memory
         */
        boolean cutListings();

        /**
         * Puts beside the backups what is none: under names that look like those of backups and of notes, but are not quite.
         *
         * @return the ids whose names were imitated; of none of them is there a backup
         */
        List<BackupId> litter();

        /** {@return the names of all that {@link #litter} has put there and that is still there as it was} */
        List<String> strangers();

        /** Removes what was made for the test. */
        @Override
        void close();
    }
}
