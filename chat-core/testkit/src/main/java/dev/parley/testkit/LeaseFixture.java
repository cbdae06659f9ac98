package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.lease.Lease;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.lease.Leases.Acquisition;
import java.time.Duration;
import java.util.UUID;

/** Leases, with names that no other test has used. Thread-safe. */
final class LeaseFixture implements AutoCloseable {

    static final Duration TERM = Duration.ofMinutes(10);

    /** More than a term. */
    static final Duration MORE = TERM.plusSeconds(1);

    /** Much more than any test lasts. */
    static final Duration REST = Duration.ofMinutes(2);

    private final LeasesFactory factory;
    private final Leases leases;

    LeaseFixture(LeasesFactory factory) {
        this.factory = factory;
        this.leases = factory.createLeases();
    }

    static LeaseName fresh() {
        return new LeaseName("test-" + UUID.randomUUID());
    }

    LeaseName name() {
        return fresh();
    }

    void passTime(Duration by) {
        factory.passTime(by);
    }

    Acquisition acquire(LeaseName name, String owner, Duration term) {
        return leases.acquire(name, owner, term, Fresh.deadline());
    }

    Acquisition acquire(LeaseName name, String owner) {
        return acquire(name, owner, TERM);
    }

    Lease granted(LeaseName name, String owner) {
        Acquisition acquisition = acquire(name, owner);
        assertThat(acquisition).isInstanceOf(Acquisition.Granted.class);
        return ((Acquisition.Granted) acquisition).lease();
    }

    /** Has it refused, and tells until when. */
    Duration held(LeaseName name, String owner) {
        Acquisition acquisition = acquire(name, owner);
        assertThat(acquisition).isInstanceOf(Acquisition.Held.class);
        return ((Acquisition.Held) acquisition).retryAfter();
    }

    boolean renew(Lease lease) {
        return leases.renew(lease, Fresh.deadline());
    }

    boolean release(Lease lease) {
        return leases.release(lease, Fresh.deadline());
    }

    @Override
    public void close() {
        leases.close();
    }
}
