package dev.parley.auth.login;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A second factor that is right once for each user who has it. */
final class OneCode implements SecondFactorCheck {

    static final String CODE = "287082";

    private final Set<UserId> active = ConcurrentHashMap.newKeySet();
    private final Set<UserId> unused = ConcurrentHashMap.newKeySet();

    void activate(UserId user) {
        active.add(user);
        unused.add(user);
    }

    @Override
    public boolean isActive(TenantId tenant, UserId user, Deadline deadline) {
        return active.contains(user);
    }

    @Override
    public boolean verify(TenantId tenant, UserId user, String oneTimePassword, Deadline deadline) {
        return oneTimePassword.equals(CODE) && unused.remove(user);
    }
}
