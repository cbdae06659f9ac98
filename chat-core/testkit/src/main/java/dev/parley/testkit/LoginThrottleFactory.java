package dev.parley.testkit;

import dev.parley.core.auth.LoginThrottle;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one method that a test of {@link LoginThrottleContract} writes. */
@ExtendWith(ContractExtension.class)
public interface LoginThrottleFactory {

    /**
     * Opens the throttle under test. It need not be empty: each test uses a tenant of its own. The test closes it.
     *
     * @param clock its time
     * @return the throttle
     */
    LoginThrottle createThrottle(InstantSource clock);
}
