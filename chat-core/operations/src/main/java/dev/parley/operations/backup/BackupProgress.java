package dev.parley.operations.backup;

/**
 * Told how far a backup or a restore is: after each part, and about each MiB. Called by the thread that does the work, which it
 * holds up; must not throw.
 */
@FunctionalInterface
public interface BackupProgress {

    /** What is being done. */
    enum Step {
        /** An archive is being written; bytes are those of the parts. */
        WRITING,
        /** An archive is being read to check it; bytes are those of the archive. */
        CHECKING,
        /** Parts are being loaded; bytes are those of the parts. */
        LOADING,
        /** An archive is being copied to the second target; bytes are those of the archive. */
        COPYING
    }

    /**
     * How far it is.
     *
     * @param step what is being done
     * @param records of the parts that are done
     * @param expectedRecords how many it will be, about; 0 if that is not known
     * @param bytes done
     * @param expectedBytes how many it will be; 0 if that is not known
     */
    record Progress(Step step, long records, long expectedRecords, long bytes, long expectedBytes) {}

    /**
     * Is told.
     *
     * @param progress how far it is
     */
    void progressed(Progress progress);

    /** {@return one that does nothing} */
    static BackupProgress none() {
        return progress -> {};
    }
}
