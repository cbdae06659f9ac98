package dev.parley.core.auth;

import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The keys of machine users, by hash. Thread-safe. Time is the store's: that of the database, or of the source that the
 * adapter was given.
 *
 * <p>Rules, checked by {@code ApiKeyStoreContract}:
 *
 * <ul>
 *   <li>AK-1 A stored key is found by its hash, with what it was stored with. A hash or an id that is in use is refused by
 *       an {@code INTERNAL} fault and changes nothing.
 *   <li>AK-2 A key whose time is over is not found; the end belongs to what is over.
 *   <li>AK-3 A revoked key is gone when the call returns; revoking answers whether it was there. Only a key of the named
 *       tenant and user is revoked.
 *   <li>AK-4 Using a key moves {@code lastUsedAt} forward, never back, and answers whether it still stands.
 *   <li>AK-5 The list holds the keys of one user, newest first, then by id, those whose time is over included.
 *   <li>AK-6 A user has at most {@link #MAX_PER_USER} keys; one more is refused with {@code api_keys_too_many}, also of
 *       those stored at once.
 *   <li>AK-7 Revoking all keys of a user counts them.
 *   <li>AK-8 What revokes a key is in the {@link AccessChanges} of the same system when the call returns, in the same
 *       transaction where the store has transactions.
 *   <li>AK-9 Tenants are apart in every method that names one.
 * </ul>
 *
 * <p>Every method throws {@link dev.parley.core.error.ChatException} of kind unavailable when the store can't answer
 * within the deadline.
 */
public interface ApiKeyStore extends AutoCloseable {

    /** How many keys a user has at most. */
    int MAX_PER_USER = 100;

    /**
     * Stores a key.
     *
     * @param tenant the tenant
     * @param key the key
     * @param deadline by when to answer
     * @return the key as stored, or refused with {@code api_keys_too_many}
     */
    Outcome<ApiKey> create(TenantId tenant, NewApiKey key, Deadline deadline);

    /**
     * Finds a key that stands.
     *
     * @param hash of the key that came
     * @param deadline by when to answer
     * @return the key, if it stands
     */
    Optional<ApiKey> find(TokenHash hash, Deadline deadline);

    /**
     * Notes that a key was used.
     *
     * @param tenant the tenant
     * @param id the key
     * @param deadline by when to answer
     * @return whether it stands
     */
    boolean touch(TenantId tenant, String id, Deadline deadline);

    /**
     * Lists keys.
     *
     * @param tenant the tenant
     * @param user whose
     * @param deadline by when to answer
     * @return the keys
     */
    List<ApiKey> list(TenantId tenant, UserId user, Deadline deadline);

    /**
     * Ends a key.
     *
     * @param tenant the tenant
     * @param user whose
     * @param id the key
     * @param deadline by when to answer
     * @return whether it was there
     */
    boolean revoke(TenantId tenant, UserId user, String id, Deadline deadline);

    /**
     * Ends the keys of a user.
     *
     * @param tenant the tenant
     * @param user whose
     * @param deadline by when to answer
     * @return how many there were
     */
    int revokeAll(TenantId tenant, UserId user, Deadline deadline);

    /** Releases what the store itself opened; never what the host passed in. */
    @Override
    void close();

    /**
     * A store in memory, for tests and trials of one process; empty, lost with the process.
     *
     * @param clock the time
     * @param changes the feed, also in memory, that is told of revoked keys; not closed with the store
     * @return the store
     */
    static ApiKeyStore inMemory(InstantSource clock, AccessChanges changes) {
        return new InMemoryApiKeyStore(clock, changes);
    }
}
