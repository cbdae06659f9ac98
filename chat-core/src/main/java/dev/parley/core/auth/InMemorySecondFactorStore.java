package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Second factors in a map. Every access holds the monitor. */
final class InMemorySecondFactorStore implements SecondFactorStore {

    private static final int MAX_CODES = 32;

    private final InMemoryGate gate = new InMemoryGate("store of second factors", InstantSource.system());
    private final Map<Owner, Row> rows = new HashMap<>();

    private record Owner(TenantId tenant, UserId user) {}

    private record Row(Secret sealedSecret, Set<TokenHash> codes, long lastStep, boolean confirmed) {}

    @Override
    public synchronized boolean enrol(
            TenantId tenant, UserId user, Secret sealedSecret, Set<TokenHash> recoveryCodes, Deadline deadline) {
        InMemoryGate.requireSealed(sealedSecret);
        if (recoveryCodes.size() > MAX_CODES) {
            throw new IllegalArgumentException("There must be at most 32 recovery codes");
        }
        gate.enter(deadline);
        Owner owner = new Owner(tenant, user);
        Row row = rows.get(owner);
        if (row != null && row.confirmed()) {
            return false;
        }
        rows.put(owner, new Row(sealedSecret, Set.copyOf(recoveryCodes), -1, false));
        return true;
    }

    @Override
    public synchronized boolean confirm(TenantId tenant, UserId user, long step, Deadline deadline) {
        gate.enter(deadline);
        Owner owner = new Owner(tenant, user);
        Row row = rows.get(owner);
        if (row == null || row.confirmed()) {
            return false;
        }
        rows.put(owner, new Row(row.sealedSecret(), row.codes(), step, true));
        return true;
    }

    @Override
    public synchronized Optional<SecondFactor> find(TenantId tenant, UserId user, Deadline deadline) {
        gate.enter(deadline);
        return Optional.ofNullable(rows.get(new Owner(tenant, user)))
                .map(row -> new SecondFactor(
                        row.sealedSecret(), row.lastStep(), row.codes().size(), row.confirmed()));
    }

    @Override
    public synchronized boolean useStep(TenantId tenant, UserId user, long step, Deadline deadline) {
        gate.enter(deadline);
        Owner owner = new Owner(tenant, user);
        Row row = rows.get(owner);
        if (row == null || !row.confirmed() || step <= row.lastStep()) {
            return false;
        }
        rows.put(owner, new Row(row.sealedSecret(), row.codes(), step, true));
        return true;
    }

    @Override
    public synchronized boolean useRecoveryCode(TenantId tenant, UserId user, TokenHash code, Deadline deadline) {
        gate.enter(deadline);
        Owner owner = new Owner(tenant, user);
        Row row = rows.get(owner);
        if (row == null || !row.confirmed() || !row.codes().contains(code)) {
            return false;
        }
        Set<TokenHash> left = new HashSet<>(row.codes());
        left.remove(code);
        rows.put(owner, new Row(row.sealedSecret(), Set.copyOf(left), row.lastStep(), true));
        return true;
    }

    @Override
    public synchronized boolean remove(TenantId tenant, UserId user, Deadline deadline) {
        gate.enter(deadline);
        return rows.remove(new Owner(tenant, user)) != null;
    }

    @Override
    public synchronized void close() {
        gate.close();
        rows.clear();
    }
}
