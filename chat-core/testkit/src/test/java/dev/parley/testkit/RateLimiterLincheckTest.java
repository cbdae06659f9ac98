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
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Lincheck's stress mode on the limiter in memory: whatever two or three threads do to two keys at once, the answers are
 * those of some order of the calls, one after the other. Limits change between calls; time stands still.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
@Param(name = "cost", gen = IntGen.class, conf = "1:4")
public class RateLimiterLincheckTest {

    private static final RateLimit SIX = RateLimit.of(6, Duration.ofMinutes(6));
    private static final RateLimit FOUR = RateLimit.of(4, Duration.ofMinutes(4));
    private static final Deadline FAR = Deadline.after(Duration.ofDays(1));

    private final RateLimiter limiter = RateLimiter.inMemory(10, () -> 42);

    private static LimitKey key(int number) {
        return new LimitKey(TenantId.DEFAULT, "test", "k" + number);
    }

    /** {@return the answer, without what a record says by its identity} */
    private static String told(RateDecision decision) {
        return decision instanceof Allowed allowed ? "left " + allowed.remaining() : decision.toString();
    }

    @Operation
    public String acquire(@Param(name = "key") int key, @Param(name = "cost") int cost) {
        return told(limiter.acquire(key(key), SIX, cost, FAR));
    }

    @Operation
    public String acquireOfFour(@Param(name = "key") int key) {
        return told(limiter.acquire(key(key), FOUR, 1, FAR));
    }

    @Operation
    public boolean giveBack(@Param(name = "key") int key, @Param(name = "cost") int cost) {
        RateCharge charge = new RateCharge(key(key), SIX, cost);
        return limiter.settle(charge, new Allowed(0, Duration.ZERO, false), 0, FAR);
    }

    @Operation
    public boolean takeMore(@Param(name = "key") int key) {
        RateCharge charge = new RateCharge(key(key), SIX, 1);
        return limiter.settle(charge, new Allowed(0, Duration.ZERO, false), 3, FAR);
    }

    @Operation
    public boolean reset(@Param(name = "key") int key) {
        return limiter.reset(key(key), FAR);
    }

    @Test
    void whatThreadsAreToldIsWhatSomeOrderWouldTell() {
        new StressOptions()
                .iterations(Integer.getInteger("parley.lincheck.iterations", 4))
                .invocationsPerIteration(200)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(RateLimiterLincheckTest.class);
    }
}
