package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.List;

/**
 * The feed by which every node learns that what a user may do has changed: a session was revoked, a role was taken away,
 * the user was disabled. Nodes that trust what they have read ask it several times a second, and read anew what it names.
 * A change says whose trust is over, not what happened. Thread-safe.
 *
 * <p>Rules, checked by {@code AccessChangesContract}:
 *
 * <ul>
 *   <li>AC-1 A raised change is returned once to every reader that goes on from its last cursor, and none that was there
 *       before the head that a reader began with.
 *   <li>AC-2 Changes come in the order of their seq, and no change ever appears behind a cursor that was given out: of 64
 *       raised at once with a reader beside them, none is missed.
 *   <li>AC-3 A page holds at most {@code limit} changes; the cursor of an empty page is the one asked with.
 *   <li>AC-4 A reader whose cursor lies behind what is kept, or beyond the head (the store was set back), is told so
 *       by {@code truncated}, with the head as the cursor; it has to distrust everything that it has read.
 *   <li>AC-5 Changes are kept for {@link #KEPT_SECONDS} at least.
 * </ul>
 *
 * <p>Every method throws {@link dev.parley.core.error.ChatException} of kind unavailable when the store can't answer
 * within the deadline.
 */
public interface AccessChanges extends AutoCloseable {

    /** For how many seconds a change is kept at least: as long as a node may have been cut off without starting anew. */
    long KEPT_SECONDS = 600;

    /**
     * One change.
     *
     * @param seq its place in the order of all
     * @param tenant the tenant
     * @param user whose access has changed
     */
    record Change(long seq, TenantId tenant, UserId user) {}

    /**
     * What happened after a cursor.
     *
     * @param changes in order
     * @param cursor where to go on
     * @param truncated whether changes may be missing
     */
    record Changes(List<Change> changes, long cursor, boolean truncated) {

        /**
         * Copies the list.
         *
         * @param changes as in the record
         * @param cursor as in the record
         * @param truncated as in the record
         */
        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Where a new reader begins.
     *
     * @param deadline by when to answer
     * @return the seq of the newest change, 0 if there was none
     */
    long head(Deadline deadline);

    /**
     * Reads on.
     *
     * @param cursor where the last page ended
     * @param limit at most so many, 1 to 10,000
     * @param deadline by when to answer
     * @return the changes
     */
    Changes since(long cursor, int limit, Deadline deadline);

    /**
     * Tells of a change that happened outside the stores of this system, in the host's own table of roles for example.
     *
     * @param tenant the tenant
     * @param user whose access has changed
     * @param deadline by when to answer
     */
    void raise(TenantId tenant, UserId user, Deadline deadline);

    /** Releases what the feed itself opened; never what the host passed in. */
    @Override
    void close();

    /**
     * A feed in memory, for tests and trials of one process; empty, lost with the process. It keeps the newest 100,000
     * changes at most, whatever their age: readers that are further behind are told so.
     *
     * @param clock by which changes grow old
     * @return the feed
     */
    static AccessChanges inMemory(InstantSource clock) {
        return new InMemoryAccessChanges(clock);
    }
}
