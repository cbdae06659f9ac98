package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The refresh tokens of sessions, by hash. The tokens of one session are a family: each is spent for its successor, and
 * which was spent is remembered, so that a stolen one shows. Thread-safe. Time is the store's: that of the database, or of
 * the source that the adapter was given.
 *
 * <p>Rules, checked by {@code RefreshTokenStoreContract}:
 *
 * <ul>
 *   <li>RT-1 The newest token of a family rotates: it is spent, its successor is the newest, and lives for the idle time,
 *       but not beyond the absolute end that the family was issued with.
 *   <li>RT-2 A spent token that comes again within the grace period after it was spent, and before its successor was spent,
 *       is a retry: nothing changes, and it gets the sealed successor that was stored when it was spent.
 *   <li>RT-3 Any other use of a spent token is a reuse: the family is dead. From then on every token of it, the newest
 *       included, answers reused, until the family is revoked.
 *   <li>RT-4 With a grace of zero every second use is a reuse.
 *   <li>RT-5 A token whose idle or absolute time is over answers expired, and nothing changes; the end belongs to what is
 *       over.
 *   <li>RT-6 An unknown token, and one of a family that was revoked, answers unknown.
 *   <li>RT-7 Of 64 rotations of one token at once one is rotated; the others are retries with its sealed successor or, with
 *       a grace of zero, reuses.
 *   <li>RT-8 A rotation that is reported as failed has changed nothing, or everything: then a retry gets the successor.
 *   <li>RT-9 Revoking a family, or those of a user (but for an excepted session), removes every trace of its tokens;
 *       it counts families.
 *   <li>RT-10 Purging removes at most {@code limit} families that are over by their absolute time or the idle time of their
 *       newest token, and no other.
 *   <li>RT-11 A hash that is stored already, as a token or as a successor, is refused by an {@code INTERNAL} fault and
 *       changes nothing.
 *   <li>RT-12 Tenants are apart in every method that names one.
 * </ul>
 *
 * <p>Every method throws {@link dev.parley.core.error.ChatException} of kind unavailable when the store can't answer
 * within the deadline.
 */
public interface RefreshTokenStore extends AutoCloseable {

    /**
     * Begins a family with its first token.
     *
     * @param owner whose
     * @param token the hash of the first token
     * @param idle how long it may lie unused; more than zero
     * @param absolute how long the family lasts at most; not less than {@code idle}
     * @param deadline by when to answer
     */
    void issue(RefreshOwner owner, TokenHash token, Duration idle, Duration absolute, Deadline deadline);

    /**
     * Spends a token for its successor, in one atomic operation.
     *
     * @param presented the hash of the token that came
     * @param successor the hash of the token to give out if it may
     * @param sealedSuccessor that token, encrypted under a key that only the presented token yields; at most 512 bytes
     * @param idle how long the successor may lie unused; more than zero
     * @param grace for how long after it was spent the presented token may come again; zero for never
     * @param deadline by when to answer
     * @return what came of it
     */
    RefreshRotation rotate(
            TokenHash presented,
            TokenHash successor,
            Secret sealedSuccessor,
            Duration idle,
            Duration grace,
            Deadline deadline);

    /**
     * Removes the family of a session.
     *
     * @param tenant the tenant
     * @param session the session
     * @param deadline by when to answer
     * @return whether there was one
     */
    boolean revoke(TenantId tenant, SessionId session, Deadline deadline);

    /**
     * Removes the families of a user.
     *
     * @param tenant the tenant
     * @param user whose
     * @param except the session whose family is spared, or null
     * @param deadline by when to answer
     * @return how many there were
     */
    int revokeAll(TenantId tenant, UserId user, @Nullable SessionId except, Deadline deadline);

    /**
     * Removes families that are over.
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
     * A store in memory, for tests and trials of one process; empty, lost with the process. Of each family it remembers the
     * 10,000 tokens that were spent last; older ones are unknown to it.
     *
     * @param clock the time
     * @return the store
     */
    static RefreshTokenStore inMemory(InstantSource clock) {
        return new InMemoryRefreshTokenStore(clock);
    }
}
