package dev.parley.testkit;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.message.TenantId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One fault for each of the rules LT-1 to LT-10. */
record PlantedThrottleFaults(
        String rule,
        LoginThrottle delegate,
        InstantSource clock,
        Thread test,
        Map<String, Instant> taken,
        Set<String> settled,
        Map<LoginLane, Instant> firstFailures,
        Set<TenantId> tenants)
        implements LoginThrottle {

    private static final TenantId ALL = new TenantId("all");

    static LoginThrottle plant(String rule, InstantSource clock) {
        return new PlantedThrottleFaults(
                rule,
                LoginThrottle.inMemory(clock),
                clock,
                Thread.currentThread(),
                new ConcurrentHashMap<>(),
                ConcurrentHashMap.newKeySet(),
                new ConcurrentHashMap<>(),
                ConcurrentHashMap.newKeySet());
    }

    private TenantId taken(TenantId tenant) {
        return rule.equals("LT-9") ? ALL : tenant;
    }

    /** LT-8: has windows that do not slide; LT-9: has one tenant. */
    @Override
    public Decision acquire(TenantId tenant, List<LoginLane> lanes, Deadline deadline) {
        tenants.add(tenant);
        for (LoginLane lane : lanes) {
            Instant first = firstFailures.get(lane);
            if (rule.equals("LT-8") && first != null && !clock.instant().isBefore(first.plus(ThrottleFixture.WINDOW))) {
                firstFailures.remove(lane);
                delegate.clear(tenant, lane.kind(), lane.subject(), deadline);
            }
        }
        Decision decision = delegate.acquire(taken(tenant), lanes, deadline);
        if (decision instanceof Decision.Admitted admitted) {
            taken.put(admitted.slot().id(), clock.instant());
            return decision;
        }
        return refused((Decision.Refused) decision, tenant, lanes, deadline);
    }

    /** LT-1: keeps the slots of some lanes; LT-2: stops doubling; LT-7: says yes to every thread. */
    private Decision refused(Decision.Refused refused, TenantId tenant, List<LoginLane> lanes, Deadline deadline) {
        Duration most = Duration.ofMinutes(3);
        if (rule.equals("LT-1") && lanes.size() > 1) {
            lanes.forEach(lane -> delegate.acquire(tenant, List.of(lane), deadline));
        }
        if (rule.equals("LT-7") && Thread.currentThread() != test) {
            return new Decision.Admitted(new Slot("made-up", tenant, lanes));
        }
        return rule.equals("LT-2")
                        && refused.kind() == LoginLane.Kind.ACCOUNT
                        && refused.retryAfter().compareTo(most) > 0
                ? new Decision.Refused(refused.kind(), most)
                : refused;
    }

    /**
     * LT-3: clears nothing; LT-4: counts the release of several lanes as a failure; LT-5: takes a late release; LT-6: counts a
     * failure twice.
     */
    @Override
    public void settle(Slot slot, Verdict verdict, Deadline deadline) {
        if (verdict == Verdict.FAILED) {
            slot.lanes().forEach(lane -> firstFailures.putIfAbsent(lane, clock.instant()));
        }
        Instant at = taken.getOrDefault(slot.id(), Instant.MAX);
        if (rule.equals("LT-5") && at.isBefore(clock.instant().minusSeconds(SLOT_SECONDS))) {
            slot.lanes().forEach(lane -> delegate.clear(slot.tenant(), lane.kind(), lane.subject(), deadline));
        }
        if (rule.equals("LT-6") && !settled.add(slot.id()) && verdict == Verdict.FAILED) {
            Decision again = delegate.acquire(slot.tenant(), slot.lanes(), deadline);
            delegate.settle(((Decision.Admitted) again).slot(), verdict, deadline);
        }
        Verdict changed = verdict;
        if (rule.equals("LT-3") && verdict == Verdict.SUCCEEDED) {
            changed = Verdict.RELEASED;
        } else if (rule.equals("LT-4")
                && verdict == Verdict.RELEASED
                && slot.lanes().size() > 1) {
            changed = Verdict.FAILED;
        }
        delegate.settle(slot, changed, deadline);
    }

    @Override
    public void clear(TenantId tenant, LoginLane.Kind kind, String subject, Deadline deadline) {
        delegate.clear(tenants.contains(tenant) ? taken(tenant) : tenant, kind, subject, deadline);
    }

    /** LT-10: has no bound. */
    @Override
    public int purge(int limit, Deadline deadline) {
        return delegate.purge(rule.equals("LT-10") ? 10_000 : limit, deadline);
    }

    @Override
    public void close() {
        delegate.close();
    }
}
