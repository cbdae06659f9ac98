package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.Optional;
import java.util.Set;

/**
 * The second factors of users: a shared secret for time-based one-time passwords, and recovery codes. Thread-safe.
 *
 * <p>Rules, checked by {@code SecondFactorStoreContract}:
 *
 * <ul>
 *   <li>SF-1 An enrolled factor is found as it was enrolled, unconfirmed, with no step used. Enrolling anew replaces one that
 *       is unconfirmed and is refused, with nothing changed, where one is confirmed.
 *   <li>SF-2 Confirming uses the step of the password that proved it, and answers whether there was an unconfirmed one.
 *   <li>SF-3 A step is used once, and none before a used one: of 64 at once with the same step one succeeds. A factor that
 *       is not confirmed has no steps to use.
 *   <li>SF-4 A recovery code is used once, also of 64 at once, and only of a confirmed factor.
 *   <li>SF-5 Removing leaves nothing, and answers whether there was one.
 *   <li>SF-6 Tenants and users are apart.
 * </ul>
 *
 * <p>Every method throws {@link dev.parley.core.error.ChatException} of kind unavailable when the store can't answer
 * within the deadline.
 */
public interface SecondFactorStore extends AutoCloseable {

    /**
     * Stores a factor that the user has yet to confirm.
     *
     * @param tenant the tenant
     * @param user whose
     * @param sealedSecret the shared secret, encrypted; at most 512 bytes
     * @param recoveryCodes the hashes of its recovery codes, at most 32
     * @param deadline by when to answer
     * @return whether it was stored
     */
    boolean enrol(TenantId tenant, UserId user, Secret sealedSecret, Set<TokenHash> recoveryCodes, Deadline deadline);

    /**
     * Confirms a factor.
     *
     * @param tenant the tenant
     * @param user whose
     * @param step the time step of the password that proved it
     * @param deadline by when to answer
     * @return whether there was one to confirm
     */
    boolean confirm(TenantId tenant, UserId user, long step, Deadline deadline);

    /**
     * Finds a factor, confirmed or not.
     *
     * @param tenant the tenant
     * @param user whose
     * @param deadline by when to answer
     * @return the factor, if there is one
     */
    Optional<SecondFactor> find(TenantId tenant, UserId user, Deadline deadline);

    /**
     * Uses a time step.
     *
     * @param tenant the tenant
     * @param user whose
     * @param step the step
     * @param deadline by when to answer
     * @return whether it was later than every step used before
     */
    boolean useStep(TenantId tenant, UserId user, long step, Deadline deadline);

    /**
     * Uses a recovery code.
     *
     * @param tenant the tenant
     * @param user whose
     * @param code its hash
     * @param deadline by when to answer
     * @return whether it was one, and unused
     */
    boolean useRecoveryCode(TenantId tenant, UserId user, TokenHash code, Deadline deadline);

    /**
     * Removes a factor.
     *
     * @param tenant the tenant
     * @param user whose
     * @param deadline by when to answer
     * @return whether there was one
     */
    boolean remove(TenantId tenant, UserId user, Deadline deadline);

    /** Releases what the store itself opened; never what the host passed in. */
    @Override
    void close();

    /** {@return a store in memory, for tests and trials of one process; empty, lost with the process} */
    static SecondFactorStore inMemory() {
        return new InMemorySecondFactorStore();
    }
}
