package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Bounds how many passwords may be guessed. A slot is taken before a password is checked, so that guesses made at once
 * can't slip through between the check and its count. Thread-safe. Time is the store's: that of the database, or of the
 * source that the adapter was given.
 *
 * <p>Rules, checked by {@code LoginThrottleContract}:
 *
 * <ul>
 *   <li>LT-1 A slot is taken in all lanes or in none. A lane has a slot as long as it is open and its failures within the
 *       window and its slots in use are fewer than its bound.
 *   <li>LT-2 The failure that reaches the bound closes the lane for its first closure; while it is closed nothing is
 *       admitted, and the refusal says how long. After that one slot is admitted at a time, and each further failure closes it
 *       for twice as long as before, up to the longest closure.
 *   <li>LT-3 A success clears the account and device lanes of its slot, closures included, and gives the slot in the address
 *       lane back.
 *   <li>LT-4 A released slot leaves its lanes as if it had not been taken.
 *   <li>LT-5 A slot that is not settled within {@link #SLOT_SECONDS} counts as a failure of the moment when it was taken:
 *       a crash frees no guesses.
 *   <li>LT-6 Settling twice, or an unknown slot, changes nothing.
 *   <li>LT-7 Of 100 acquired at once on a new lane with a bound of five, five are admitted, and the others refused with a
 *       wait of more than zero.
 *   <li>LT-8 Failures leave the window as time passes, each by itself; a lane that was closed forgets its closures after
 *       twice the longest closure without a failure.
 *   <li>LT-9 Lanes of other kinds, subjects and tenants are apart. The bounds are those of the call.
 *   <li>LT-10 Clearing makes a lane as new. Purging removes at most {@code limit} lanes that have nothing left to
 *       remember, and no other.
 * </ul>
 *
 * <p>Every method throws {@link dev.parley.core.error.ChatException} of kind unavailable when the store can't answer
 * within the deadline: then no password is checked.
 */
public interface LoginThrottle extends AutoCloseable {

    /** After how many seconds a slot that was not settled counts as a failure. */
    long SLOT_SECONDS = 30;

    /** What an acquisition came to. */
    sealed interface Decision {

        /**
         * A password may be checked.
         *
         * @param slot to be settled
         */
        record Admitted(Slot slot) implements Decision {}

        /**
         * No password may be checked now.
         *
         * @param kind the lane that has no slot; the one with the longest wait if there are several
         * @param retryAfter how long until it may have one, more than zero
         */
        record Refused(LoginLane.Kind kind, Duration retryAfter) implements Decision {}
    }

    /**
     * The right to check one password.
     *
     * @param id names it
     * @param tenant the tenant
     * @param lanes where it was taken
     */
    record Slot(String id, TenantId tenant, List<LoginLane> lanes) {

        /**
         * Copies the list.
         *
         * @param id as in the record
         * @param tenant as in the record
         * @param lanes as in the record
         */
        public Slot {
            lanes = List.copyOf(lanes);
        }
    }

    /** How the check of a password ended. */
    enum Verdict {
        /** The user is in. */
        SUCCEEDED,
        /** The password, or what came with it, was wrong. */
        FAILED,
        /** Nothing was checked. */
        RELEASED
    }

    /**
     * Takes a slot.
     *
     * @param tenant the tenant
     * @param lanes where, 1 to 8, of different kinds or subjects
     * @param deadline by when to answer
     * @return the decision
     */
    Decision acquire(TenantId tenant, List<LoginLane> lanes, Deadline deadline);

    /**
     * Ends a slot.
     *
     * @param slot the slot
     * @param verdict how the check ended
     * @param deadline by when to answer
     */
    void settle(Slot slot, Verdict verdict, Deadline deadline);

    /**
     * Makes a lane as new: an operator lets a user in again.
     *
     * @param tenant the tenant
     * @param kind of the lane
     * @param subject of the lane
     * @param deadline by when to answer
     */
    void clear(TenantId tenant, LoginLane.Kind kind, String subject, Deadline deadline);

    /**
     * Removes lanes that have nothing left to remember.
     *
     * @param limit at most so many, 1 to 10,000
     * @param deadline by when to answer
     * @return how many were removed
     */
    int purge(int limit, Deadline deadline);

    /** Releases what the throttle itself opened; never what the host passed in. */
    @Override
    void close();

    /**
     * A throttle in memory, for tests and trials of one process; empty, lost with the process. It remembers 100,000 lanes at
     * most: beyond that, new lanes fail with {@code STORE_OVERLOADED} until old ones have nothing left to remember.
     *
     * @param clock the time
     * @return the throttle
     */
    static LoginThrottle inMemory(InstantSource clock) {
        return new InMemoryLoginThrottle(clock);
    }
}
