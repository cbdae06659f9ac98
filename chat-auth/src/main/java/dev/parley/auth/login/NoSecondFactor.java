package dev.parley.auth.login;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;

/** Nobody has one, and what nobody has is never right. */
record NoSecondFactor() implements SecondFactorCheck {

    @Override
    public boolean isActive(TenantId tenant, UserId user, Deadline deadline) {
        return false;
    }

    @Override
    public boolean verify(TenantId tenant, UserId user, String oneTimePassword, Deadline deadline) {
        return false;
    }
}
