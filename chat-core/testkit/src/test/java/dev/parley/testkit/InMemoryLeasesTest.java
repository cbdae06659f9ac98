package dev.parley.testkit;

import dev.parley.core.lease.Leases;
import java.time.Duration;

class InMemoryLeasesTest implements LeasesContract {

    private final ManualClock clock = Fresh.clock();

    @Override
    public Leases createLeases() {
        return Leases.inMemory(clock);
    }

    @Override
    public void passTime(Duration by) {
        clock.advance(by);
    }
}
