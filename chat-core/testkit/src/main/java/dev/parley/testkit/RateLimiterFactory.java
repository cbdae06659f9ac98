package dev.parley.testkit;

import dev.parley.core.ratelimit.RateLimiter;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a test of {@link RateLimiterContract} writes: {@link #createLimiter}, and more where there is a store. */
@ExtendWith(ContractExtension.class)
public interface RateLimiterFactory {

    /**
     * Opens the limiter under test. It need not be empty: each test uses a tenant of its own. The test closes it.
     *
     * @param clock its time, wall and monotonic
     * @return the limiter
     */
    RateLimiter createLimiter(ManualClock clock);

    /**
     * Opens a limiter whose store can be cut off. The test closes the limiter first.
     *
     * @param clock its time, wall and monotonic
     * @return the limiter with its store; empty, as by default, if it has no store that could be away
     */
    default Optional<CutLimiter> createCutLimiter(ManualClock clock) {
        return Optional.empty();
    }

    /**
     * A limiter and the means to cut off its store.
     *
     * @param limiter the limiter
     * @param cut makes the store unreachable, for good
     */
    record CutLimiter(RateLimiter limiter, Runnable cut) {}
}
