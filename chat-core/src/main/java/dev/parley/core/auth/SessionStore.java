package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in where. Thread-safe. Time is the store's: that of the database, or of the source that the adapter was
 * given.
 *
 * <p>Rules, checked by {@code SessionStoreContract}:
 *
 * <ul>
 *   <li>SS-1 An opened session is found, with what it was opened with; an id that is in use is refused by an
 *       {@code INTERNAL} fault and changes nothing.
 *   <li>SS-2 Tenants are apart in every method, and so are users where one is named.
 *   <li>SS-3 A session ends when it has not been touched for its idle time, and at its absolute end however often it is
 *       touched; the end belongs to what is over. What has ended is neither found nor listed nor touched.
 *   <li>SS-4 Touching moves {@code lastSeenAt} and {@code expiresAt} forward, never back, and keeps the address; it
 *       answers whether the session lives.
 *   <li>SS-5 A revoked session is gone for every method when the call returns; revoking answers whether it lived, and of
 *       64 at once one answers true.
 *   <li>SS-6 Revoking all of a user's sessions spares the excepted one, and counts those that lived.
 *   <li>SS-7 The list holds what lives, last seen first, then by id.
 *   <li>SS-8 A user has at most {@link #MAX_PER_USER} sessions: opening one more ends the one that was seen longest ago.
 *   <li>SS-9 Whatever ends a session by a call (revoking, or SS-8) is in the {@link AccessChanges} of the same system
 *       when the call returns, in the same transaction where the store has transactions.
 *   <li>SS-10 Purging removes at most {@code limit} of what has ended by time, and nothing that lives; it counts.
 *   <li>SS-11 Of opening and revoking all at once, none leaves a session behind that began before the revoking did.
 * </ul>
 *
 * <p>Every method throws {@link dev.parley.core.error.ChatException} of kind unavailable when the store can't answer
 * within the deadline.
 */
public interface SessionStore extends AutoCloseable {

    /** How many sessions a user has at most. */
    int MAX_PER_USER = 100;

    /**
     * Opens a session.
     *
     * @param tenant the tenant
     * @param session what to open
     * @param deadline by when to answer
     * @return the session as stored
     */
    Session open(TenantId tenant, NewSession session, Deadline deadline);

    /**
     * Finds a session that lives.
     *
     * @param tenant the tenant
     * @param session the session
     * @param deadline by when to answer
     * @return it, if it lives
     */
    Optional<Session> find(TenantId tenant, SessionId session, Deadline deadline);

    /**
     * Notes that a session was used.
     *
     * @param tenant the tenant
     * @param session the session
     * @param address from where; cleaned as in {@link NewSession}
     * @param deadline by when to answer
     * @return whether it lives
     */
    boolean touch(TenantId tenant, SessionId session, String address, Deadline deadline);

    /**
     * Ends a session.
     *
     * @param tenant the tenant
     * @param session the session
     * @param deadline by when to answer
     * @return whether it lived
     */
    boolean revoke(TenantId tenant, SessionId session, Deadline deadline);

    /**
     * Ends the sessions of a user.
     *
     * @param tenant the tenant
     * @param user whose
     * @param except the one to spare, or null
     * @param deadline by when to answer
     * @return how many lived
     */
    int revokeAll(TenantId tenant, UserId user, @Nullable SessionId except, Deadline deadline);

    /**
     * Lists the sessions of a user.
     *
     * @param tenant the tenant
     * @param user whose
     * @param deadline by when to answer
     * @return those that live
     */
    List<Session> list(TenantId tenant, UserId user, Deadline deadline);

    /**
     * Removes what has ended by time.
     *
     * @param limit at most so many, 1 to 10,000
     * @param deadline by when to answer
     * @return how many were removed
     */
    int purge(int limit, Deadline deadline);

    /** Releases what the store itself opened; never what the host passed in. */
    @Override
    void close();

    /**
     * A store in memory, for tests and trials of one process; empty, lost with the process.
     *
     * @param clock the time
     * @param changes the feed, also in memory, that is told what ends; not closed with the store
     * @return the store
     */
    static SessionStore inMemory(InstantSource clock, AccessChanges changes) {
        return new InMemorySessionStore(clock, changes);
    }
}
