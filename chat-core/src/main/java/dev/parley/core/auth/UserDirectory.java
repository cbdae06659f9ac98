package dev.parley.core.auth;

import dev.parley.core.cache.CacheProvider;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who the users are. A host with users of its own writes an adapter; the engine itself never asks. Thread-safe.
 *
 * <p>Rules, checked by {@code UserDirectoryContract}:
 *
 * <ul>
 *   <li>UD-1 A registered user is found by login and by id, with the same profile, credential and version 1.
 *   <li>UD-2 Within a tenant a login name belongs to one user: the second registration, also of 64 at once, is refused
 *       with {@code login_taken} and changes nothing.
 *   <li>UD-3 A user id belongs to one user likewise: a second registration of it is refused with {@code login_taken}.
 *   <li>UD-4 Login names are compared exactly; normalising them is the caller's business.
 *   <li>UD-5 Tenants are apart in every method: the same login name or id in another tenant is another user.
 *   <li>UD-6 A credential is replaced only at the expected version; else {@code version_conflict}, and
 *       {@code user_not_found} for an unknown user. Of 64 at once at the same version one succeeds.
 *   <li>UD-7 Profiles are found for many ids at once; unknown ids are left out.
 *   <li>UD-8 A search finds every user whose name contains the query, whatever the case of letters, ordered by name and
 *       id, at most {@code limit}; an empty query matches all; {@code %}, {@code _} and the backslash stand for
 *       themselves.
 *   <li>UD-9 Erasing a user removes profile, login name and credential; the login name is free again, and erasing anew
 *       answers false.
 *   <li>UD-10 Names come back as they were registered, to the last code point; so does the login name as it is shown.
 *   <li>UD-11 Replaced roles are those that every method gives from then on; {@code user_not_found} for an unknown user.
 *   <li>UD-12 A registered user is enabled; a disabled one is found and searched as before, and says so until enabled
 *       again; {@code user_not_found} for an unknown user. Doing it twice is no error.
 *   <li>UD-13 Replacing roles, disabling, enabling, replacing a credential and erasing are in the {@link AccessChanges} of
 *       the same system when the call returns, in the same transaction where the directory has transactions.
 *   <li>UD-14 Whether anybody enabled has a role is told as it is when the call returns, to the letter of the role.
 * </ul>
 *
 * <p>Every method throws {@link dev.parley.core.error.ChatException} of kind unavailable when the directory can't answer
 * within the deadline.
 */
public interface UserDirectory extends AutoCloseable {

    /**
     * Adds a user.
     *
     * @param tenant the tenant
     * @param user the user
     * @param deadline by when to answer
     * @return the profile, or refused with {@code login_taken}
     */
    Outcome<UserProfile> register(TenantId tenant, NewUser user, Deadline deadline);

    /**
     * Finds the user of a login name.
     *
     * @param tenant the tenant
     * @param login the normalised login name
     * @param deadline by when to answer
     * @return the user with the credential, if there is one
     */
    Optional<LoginIdentity> findByLogin(TenantId tenant, String login, Deadline deadline);

    /**
     * Finds a user.
     *
     * @param tenant the tenant
     * @param user the user's id
     * @param deadline by when to answer
     * @return the profile, if there is one
     */
    Optional<UserProfile> findById(TenantId tenant, UserId user, Deadline deadline);

    /**
     * Finds many users at once.
     *
     * @param tenant the tenant
     * @param users the ids, at most 10,000
     * @param deadline by when to answer
     * @return the profiles that there are, by id
     */
    Map<UserId, UserProfile> findAll(TenantId tenant, Collection<UserId> users, Deadline deadline);

    /**
     * Finds users by a part of their name.
     *
     * @param tenant the tenant
     * @param query the part, at most 100 code points; empty for all
     * @param limit at most so many, 1 to 200
     * @param deadline by when to answer
     * @return the profiles, ordered by name and id
     */
    List<UserProfile> search(TenantId tenant, String query, int limit, Deadline deadline);

    /**
     * Tells whether there is somebody in a role, such as an admin.
     *
     * @param tenant the tenant
     * @param role the role
     * @param deadline by when to answer
     * @return whether any user who is enabled has it
     */
    boolean anyHasRole(TenantId tenant, String role, Deadline deadline);

    /**
     * Replaces a credential.
     *
     * @param tenant the tenant
     * @param user the user
     * @param expectedVersion the version that the caller has read
     * @param credential the new hashed password in PHC string format
     * @param deadline by when to answer
     * @return the new version, or refused with {@code version_conflict} or {@code user_not_found}
     */
    Outcome<Integer> updateCredential(
            TenantId tenant, UserId user, int expectedVersion, String credential, Deadline deadline);

    /**
     * Gives a user other roles.
     *
     * @param tenant the tenant
     * @param user the user
     * @param roles all roles from now on; bounds as those of {@link NewUser}
     * @param deadline by when to answer
     * @return the profile, or refused with {@code user_not_found}
     */
    Outcome<UserProfile> replaceRoles(TenantId tenant, UserId user, Set<String> roles, Deadline deadline);

    /**
     * Enables or disables a user.
     *
     * @param tenant the tenant
     * @param user the user
     * @param enabled whether the user may log in and use what is open
     * @param deadline by when to answer
     * @return the profile, or refused with {@code user_not_found}
     */
    Outcome<UserProfile> setEnabled(TenantId tenant, UserId user, boolean enabled, Deadline deadline);

    /**
     * Removes a user.
     *
     * @param tenant the tenant
     * @param user the user
     * @param deadline by when to answer
     * @return whether there was one
     */
    boolean erase(TenantId tenant, UserId user, Deadline deadline);

    /** Releases what the directory itself opened; never what the host passed in. */
    @Override
    void close();

    /** {@return a directory in memory, for tests and trials; empty, lost with the process; nobody hears of its changes} */
    static UserDirectory inMemory() {
        return inMemory(AccessChanges.inMemory(InstantSource.system()));
    }

    /**
     * A directory in memory, for tests and trials of one process; empty, lost with the process.
     *
     * @param changes the feed, also in memory, that is told of changes; not closed with the directory
     * @return the directory
     */
    static UserDirectory inMemory(AccessChanges changes) {
        return new InMemoryUserDirectory(changes);
    }

    /**
     * A directory that answers {@link #findAll} from a cache: the names that messages are shown with. Everything else is asked of
     * the directory, above all {@link #findById} and {@link #findByLogin}, by which access is decided; so that a profile out
     * of the cache must not be taken for leave to do anything. Whatever is changed through it is seen through it at once; what
     * is changed past it, or on another node, when the cache hears of it: for several nodes take the two-level cache of
     * chat-redis, else it takes up to 5 minutes. Of people who are not known that is remembered for 5 seconds.
     *
     * @param directory the directory; closed with it
     * @param caches opens the cache {@code user-profiles}, of 10,000 profiles; not closed
     * @return the directory in front of it
     */
    static UserDirectory cached(UserDirectory directory, CacheProvider caches) {
        return new CachedUserDirectory(directory, caches);
    }
}
