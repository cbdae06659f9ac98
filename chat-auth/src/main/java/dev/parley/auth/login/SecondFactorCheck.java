package dev.parley.auth.login;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;

/** What logins ask for beside the password. Thread-safe. */
public interface SecondFactorCheck {

    /**
     * Tells whether a user's logins ask for it.
     *
     * @param tenant the tenant
     * @param user the user
     * @param deadline by when to answer
     * @return whether it is active
     */
    boolean isActive(TenantId tenant, UserId user, Deadline deadline);

    /**
     * Checks a one-time password, and uses it up.
     *
     * @param tenant the tenant
     * @param user the user
     * @param oneTimePassword what the user entered
     * @param deadline by when to answer
     * @return whether it is right and was not used before
     */
    boolean verify(TenantId tenant, UserId user, String oneTimePassword, Deadline deadline);

    /** {@return for a host whose logins ask for the password alone} */
    static SecondFactorCheck none() {
        return new NoSecondFactor();
    }
}
