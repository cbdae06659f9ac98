package dev.parley.testkit;

import dev.parley.core.lease.Leases;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a test of {@link LeasesContract} writes. There is a new object for each test. */
@ExtendWith(ContractExtension.class)
public interface LeasesFactory {

    /**
     * Opens the leases of one node. The test closes them.
     *
     * @return leases that share what the others of this object know; or, of one process, that know nothing
     */
    Leases createLeases();

    /**
     * Lets time pass on the clock that leases go by. Where that can't be moved, move the ends of leases instead.
     *
     * @param by how far, more than zero
     */
    void passTime(Duration by);
}
