package dev.parley.core.portable;

import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * A store, or all stores of an installation, whose whole content can be read at one instant, and written into an empty
 * place: as rows of the tables of {@link PortableTable}, the same for all stores. Two stores with the same content give the
 * same rows in the same order. Thread-safe; snapshots and places are each for one thread.
 *
 * <p>What {@link dev.parley.core.backup.BackupSource} demands of snapshots and places is demanded here too: the source of
 * chat-operations adds to it how rows are written as bytes.
 */
public interface PortableStore {

    /** The name of the format. */
    String FORMAT = "parley-portable";

    /** The version of the format: of the tables, their columns, and how they are written. */
    int FORMAT_VERSION = 1;

    /**
     * Takes a snapshot.
     *
     * @param deadline by when
     * @return the snapshot; to be closed
     */
    Snapshot snapshot(Deadline deadline);

    /**
     * Prepares the store to be restored into. It must be empty, and stays so for all others until it is activated.
     *
     * @param deadline by when
     * @return the place; to be closed
     * @throws dev.parley.core.error.ChatException {@code RESTORE_NOT_EMPTY}
     */
    Place place(Deadline deadline);

    /**
     * Prepares a place of its own, to look whether rows can be restored.
     *
     * @param deadline by when
     * @return the place, which can't be activated; to be closed
     */
    Place scratch(Deadline deadline);

    /**
     * A portable store over stores in memory.
     *
     * @param clock tells the time of snapshots
     * @param stores made by the {@code inMemory} methods of their interfaces, no two of a kind; never closed. Rows of
     *     other tables than theirs are refused when restoring
     * @return the portable store
     * @throws IllegalArgumentException if one of them is of another kind
     */
    static PortableStore inMemory(InstantSource clock, AutoCloseable... stores) {
        return new InMemoryPortableStore(clock, InMemoryPortableStore.tablesOf(stores));
    }

    /** One instant of a store. */
    interface Snapshot extends AutoCloseable {

        /** {@return what it is of} */
        SnapshotInfo info();

        /**
         * Reads a table. Tables may be read several times, and at the same time.
         *
         * @param table which
         * @return its rows, in memory that does not grow with how many there are; to be closed before the snapshot
         */
        PortableRows rows(PortableTable table);

        @Override
        void close();
    }

    /** Where rows are restored to. The steps come in the order of their names here; any may be the last. */
    interface Place extends AutoCloseable {

        /**
         * Writes rows, after all those that were written before. Tables come in their order, rows in theirs.
         *
         * @param table of which table
         * @param rows the rows; closed by who calls
         * @return how many there were
         * @throws IOException as the rows throw it
         * @throws dev.parley.core.error.ChatException {@code BACKUP_UNREADABLE} if a row does not fit to the others, or to
         *     this place
         */
        long write(PortableTable table, PortableRows rows) throws IOException;

        /** {@return what is wrong, as {@link dev.parley.core.backup.RestorePlace#check} says} */
        List<String> check();

        /**
         * Erases users, as {@link dev.parley.core.backup.RestorePlace#erase} says.
         *
         * @param erased whom; asked for every user id that is found
         * @return how many users were erased
         */
        int erase(BiPredicate<TenantId, UserId> erased);

        /**
         * Makes it the content of the store.
         *
         * @throws dev.parley.core.error.ChatException {@code RESTORE_NOT_EMPTY} if somebody has written there meanwhile
         * @throws IllegalStateException if this is a scratch place
         */
        void activate();

        /** Removes what was not activated. */
        @Override
        void close();
    }
}
