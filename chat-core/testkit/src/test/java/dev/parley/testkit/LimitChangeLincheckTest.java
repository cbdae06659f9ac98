package dev.parley.testkit;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateDecision.Allowed;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** A limit that is changed while others take, settle and give back, all on one key. What is told is checked against every order. */
public class LimitChangeLincheckTest {

    private static final RateLimit SIX = RateLimit.of(6, Duration.ofMinutes(6));
    private static final RateLimit FOUR = RateLimit.of(4, Duration.ofMinutes(4));
    private static final LimitKey KEY = new LimitKey(TenantId.DEFAULT, "test", "k");
    private static final Allowed TAKEN = new Allowed(0, Duration.ZERO, false);
    private static final Deadline FAR = Deadline.after(Duration.ofDays(1));

    private final RateLimiter limiter = RateLimiter.inMemory(10, () -> 42);

    private static String told(RateDecision decision) {
        return decision instanceof Allowed allowed ? "left " + allowed.remaining() : decision.toString();
    }

    @Operation
    public String acquire() {
        return told(limiter.acquire(KEY, SIX, 3, FAR));
    }

    @Operation
    public String acquireOfFour() {
        return told(limiter.acquire(KEY, FOUR, 1, FAR));
    }

    @Operation
    public boolean giveBack() {
        return limiter.settle(new RateCharge(KEY, SIX, 2), TAKEN, 0, FAR);
    }

    @Operation
    public boolean takeMore() {
        return limiter.settle(new RateCharge(KEY, SIX, 1), TAKEN, 3, FAR);
    }

    @Test
    void whatThreadsAreToldIsWhatSomeOrderWouldTell() {
        new StressOptions()
                .iterations(2 * Integer.getInteger("parley.lincheck.iterations", 4))
                .invocationsPerIteration(1_000)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(LimitChangeLincheckTest.class);
    }
}
