package dev.parley.auth.login;

import dev.parley.auth.totp.SecondFactors;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;

/** One-time passwords of an app, and recovery codes. */
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
