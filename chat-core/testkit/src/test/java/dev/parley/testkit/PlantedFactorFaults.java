package dev.parley.testkit;

import dev.parley.core.auth.SecondFactor;
import dev.parley.core.auth.SecondFactorStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One fault for each of the rules SF-1 to SF-6. */
record PlantedFactorFaults(String rule, SecondFactorStore delegate, Thread test, Set<Long> steps)
        implements SecondFactorStore {

    static SecondFactorStore plant(String rule) {
        return new PlantedFactorFaults(
                rule, SecondFactorStore.inMemory(), Thread.currentThread(), ConcurrentHashMap.newKeySet());
    }

    /** SF-1: replaces a confirmed one. */
    @Override
    public boolean enrol(
            TenantId tenant, UserId user, Secret sealedSecret, Set<TokenHash> recoveryCodes, Deadline deadline) {
        if (rule.equals("SF-1")) {
            delegate.remove(tenant, user, deadline);
        }
        return delegate.enrol(tenant, user, sealedSecret, recoveryCodes, deadline);
    }

    /** SF-2: says yes to a confirmed one. */
    @Override
    public boolean confirm(TenantId tenant, UserId user, long step, Deadline deadline) {
        return delegate.confirm(tenant, user, step, deadline)
                || (rule.equals("SF-2") && delegate.find(tenant, user, deadline).isPresent());
    }

    @Override
    public Optional<SecondFactor> find(TenantId tenant, UserId user, Deadline deadline) {
        return delegate.find(tenant, user, deadline);
    }

    /** SF-3: says yes to every thread; SF-6: knows one user. */
    @Override
    public boolean useStep(TenantId tenant, UserId user, long step, Deadline deadline) {
        if (rule.equals("SF-6") && !steps.add(step)) {
            return false;
        }
        return delegate.useStep(tenant, user, step, deadline)
                || (rule.equals("SF-3") && Thread.currentThread() != test);
    }

    /** SF-4: says yes to every thread. */
    @Override
    public boolean useRecoveryCode(TenantId tenant, UserId user, TokenHash code, Deadline deadline) {
        return delegate.useRecoveryCode(tenant, user, code, deadline)
                || (rule.equals("SF-4") && Thread.currentThread() != test);
    }

    /** SF-5: always says yes. */
    @Override
    public boolean remove(TenantId tenant, UserId user, Deadline deadline) {
        return delegate.remove(tenant, user, deadline) || rule.equals("SF-5");
    }

    @Override
    public void close() {
        delegate.close();
    }
}
