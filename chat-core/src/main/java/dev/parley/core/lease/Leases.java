package dev.parley.core.lease;

import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Leases: of many nodes one does what only one should, and another takes over when it is lost. Thread-safe. Time is the
 * store's, in microseconds; what is less is rounded down.
 *
 * <p>A lease can't keep a node that was stopped for a while from believing that it still has it: only the fencing token can
 * (see {@link Lease}; M. Kleppmann, How to do distributed locking, 2016). {@link Leadership} holds one on to a lease.
 *
 * <p>Turns of bots need none of these: a turn is leased by {@link dev.parley.core.store.ChatTurns}, in the database that keeps
 * what is said under that lease and refuses what a former holder says.
 *
 * <p>Rules, checked by {@code LeasesContract}:
 *
 * <ul>
 *   <li>LE-1 A name that nobody has is granted; of 64 that ask at once one is granted it, and the others are told who has it and
 *       for how long at most: more than zero, and no more than the term.
 *   <li>LE-2 Each grant of a name has a greater token than all before it, after expiry, release and reopening too. Tokens are
 *       positive. What keeps them may lose all that it knew: then too they go on growing as long as its clock does.
 *   <li>LE-3 A lease is over when its term is over; then another owner is granted it. The end belongs to what is over.
 *   <li>LE-4 Renewing a lease that is held gives it the term anew, counted from then, and keeps its token; a lease that is
 *       over, released or granted to another is not renewed, even if nobody has asked for it since.
 *   <li>LE-5 Releasing a lease that is held frees the name at once; releasing one that is over or another's changes
 *       nothing.
 *   <li>LE-6 An owner who asks for what the owner holds is refused like everybody else.
 *   <li>LE-7 Names are apart.
 *   <li>LE-8 An owner or a term that is out of its bounds is an {@link IllegalArgumentException}, and changes nothing.
 * </ul>
 *
 * <p>Every method throws {@link dev.parley.core.error.ChatException} of kind unavailable when the store can't answer
 * within the deadline: then nobody may believe to hold it. It may have been granted all the same, and is then over after
 * its term.
 */
public interface Leases extends AutoCloseable {

    /** What an acquisition came to. */
    sealed interface Acquisition {

        /**
         * It was granted.
         *
         * @param lease what was granted
         */
        record Granted(Lease lease) implements Acquisition {}

        /**
         * Somebody else has it.
         *
         * @param owner who
         * @param retryAfter how long until it is over, if it is not renewed; more than zero
         */
        record Held(String owner, Duration retryAfter) implements Acquisition {}
    }

    /**
     * Asks for a lease.
     *
     * @param name what for
     * @param owner who asks: 1 to 128 printable ASCII characters, another for each node
     * @param term for how long; 1 millisecond to 1 day
     * @param deadline by when to answer
     * @return whether it was granted
     * @throws IllegalArgumentException if owner or term is out of its bounds
     */
    Acquisition acquire(LeaseName name, String owner, Duration term, Deadline deadline);

    /**
     * Holds on to a lease.
     *
     * @param lease as it was granted
     * @param deadline by when to answer
     * @return whether it is still held; then for its term from now
     */
    boolean renew(Lease lease, Deadline deadline);

    /**
     * Gives a lease back.
     *
     * @param lease as it was granted
     * @param deadline by when to answer
     * @return whether it was still held
     */
    boolean release(Lease lease, Deadline deadline);

    /**
     * Leases among the threads of one process. The names of leases that are over are forgotten.
     *
     * @param clock the time
     * @return the leases
     */
    static Leases inMemory(InstantSource clock) {
        return new InMemoryLeases(clock);
    }

    /** Releases what the adapter itself opened; never what the host passed in. The leases stay until they are over. */
    @Override
    void close();
}
