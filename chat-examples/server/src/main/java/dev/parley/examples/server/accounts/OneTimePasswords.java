package dev.parley.examples.server.accounts;

import dev.parley.auth.login.SecondFactorCheck;
import dev.parley.auth.totp.SecondFactors;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;

/** Has logins ask for the second factors that users have enrolled. */
record OneTimePasswords(SecondFactors factors) implements SecondFactorCheck {

    @Override
    public boolean isActive(TenantId tenant, UserId user, Deadline deadline) {
        return factors.isActive(tenant, user, deadline);
    }

    @Override
    public boolean verify(TenantId tenant, UserId user, String oneTimePassword, Deadline deadline) {
        return factors.verify(tenant, user, oneTimePassword, deadline);
    }
}
