package dev.parley.testkit;

import dev.parley.core.lease.Lease;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One fault for each of the rules LE-1 to LE-8. */
record PlantedLeaseFaults(
        String rule,
        Leases delegate,
        InstantSource clock,
        Thread test,
        Map<LeaseName, Lease> newest,
        Map<LeaseName, Instant> ends,
        Map<Long, Lease> small)
        implements Leases {

    private static final LeaseName ONE = new LeaseName("one");

    static Leases plant(String rule, InstantSource clock) {
        return new PlantedLeaseFaults(
                rule,
                Leases.inMemory(clock),
                clock,
                Thread.currentThread(),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>(),
                new ConcurrentHashMap<>());
    }

    private LeaseName taken(LeaseName name) {
        return rule.equals("LE-7") ? ONE : name;
    }

    /**
     * LE-1: says yes to every thread; LE-2: counts from one; LE-3: is not over at the very end; LE-6: says yes to who has
     * it; LE-7: has one name; LE-8: takes any owner.
     */
    @Override
    public Acquisition acquire(LeaseName name, String owner, Duration term, Deadline deadline) {
        if (rule.equals("LE-3") && clock.instant().equals(ends.get(name))) {
            return new Acquisition.Held(newest.get(name).owner(), Duration.ofMillis(1));
        }
        String asked = rule.equals("LE-8") && owner.isEmpty() ? "nobody" : owner;
        if (!(delegate.acquire(taken(name), asked, term, deadline) instanceof Acquisition.Granted granted)) {
            return refused(name, owner, term, deadline);
        }
        Lease lease = new Lease(name, asked, granted.lease().token(), term);
        newest.put(name, lease);
        ends.put(name, clock.instant().plus(term));
        if (rule.equals("LE-2")) {
            small.put(small.size() + 1L, lease);
            return new Acquisition.Granted(new Lease(name, asked, small.size(), term));
        }
        return new Acquisition.Granted(lease);
    }

    private Acquisition refused(LeaseName name, String owner, Duration term, Deadline deadline) {
        if (rule.equals("LE-1") && Thread.currentThread() != test) {
            return new Acquisition.Granted(new Lease(name, owner, 1, term));
        }
        Lease lease = newest.get(name);
        if (rule.equals("LE-6") && lease.owner().equals(owner)) {
            return new Acquisition.Granted(lease);
        }
        return delegate.acquire(taken(name), owner, term, deadline);
    }

    private Lease real(Lease lease) {
        long token =
                rule.equals("LE-2") ? small.getOrDefault(lease.token(), lease).token() : lease.token();
        return new Lease(taken(lease.name()), lease.owner(), token, lease.term());
    }

    /** LE-4: renews what is over when nobody has asked for it; the lesser: renews for no time. */
    @Override
    public boolean renew(Lease lease, Deadline deadline) {
        if (rule.equals("LE-4 short")) {
            return delegate.renew(new Lease(lease.name(), lease.owner(), lease.token(), LeaseFixture.REST), deadline);
        }
        return delegate.renew(real(lease), deadline)
                || (rule.equals("LE-4")
                        && lease.equals(newest.get(lease.name()))
                        && !clock.instant().isBefore(ends.get(lease.name())));
    }

    /** LE-5: anybody frees it. */
    @Override
    public boolean release(Lease lease, Deadline deadline) {
        return rule.equals("LE-5")
                ? delegate.release(newest.get(lease.name()), deadline)
                : delegate.release(real(lease), deadline);
    }

    @Override
    public void close() {
        delegate.close();
    }
}
