package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.LoginThrottle.Decision;
import dev.parley.core.auth.LoginThrottle.Slot;
import dev.parley.core.auth.LoginThrottle.Verdict;
import dev.parley.core.message.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A throttle with a clock and a tenant of its own. Thread-safe. */
final class ThrottleFixture implements AutoCloseable {

    static final Duration FIRST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofMinutes(4);
    static final Duration WINDOW = Duration.ofMinutes(15);

    private final ManualClock clock = Fresh.clock();
    private final TenantId tenant = Fresh.tenant();
    private final LoginThrottle throttle;

    ThrottleFixture(LoginThrottleFactory factory) {
        this.throttle = factory.createThrottle(clock);
    }

    LoginThrottle throttle() {
        return throttle;
    }

    TenantId tenant() {
        return tenant;
    }

    void advance(Duration step) {
        clock.advance(step);
    }

    /** {@return a lane that closes for 1, 2, 4, 4 … minutes} */
    static LoginLane lane(LoginLane.Kind kind, String subject, int failures) {
        return new LoginLane(kind, subject, failures, WINDOW, FIRST, LONGEST);
    }

    static LoginLane account(int failures) {
        return lane(LoginLane.Kind.ACCOUNT, "a", failures);
    }

    Decision acquire(LoginLane... lanes) {
        return throttle.acquire(tenant, List.of(lanes), Fresh.deadline());
    }

    Slot admitted(LoginLane... lanes) {
        Decision decision = acquire(lanes);
        assertThat(decision).isInstanceOf(Decision.Admitted.class);
        return ((Decision.Admitted) decision).slot();
    }

    List<Slot> admitted(int count, LoginLane... lanes) {
        return Stream.generate(() -> admitted(lanes)).limit(count).toList();
    }

    /** Has a lane refuse, and tells for how long. */
    Duration refused(LoginLane... lanes) {
        Decision decision = acquire(lanes);
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        Duration wait = ((Decision.Refused) decision).retryAfter();
        assertThat(wait).isPositive();
        return wait;
    }

    void settle(Slot slot, Verdict verdict) {
        throttle.settle(slot, verdict, Fresh.deadline());
    }

    void fail(int count, LoginLane... lanes) {
        for (int i = 0; i < count; i++) {
            settle(admitted(lanes), Verdict.FAILED);
        }
    }

    /** Has exactly so many slots admitted, and releases them. */
    void assertFree(int count, LoginLane... lanes) {
        List<Slot> slots = admitted(count, lanes);
        refused(lanes);
        slots.forEach(slot -> settle(slot, Verdict.RELEASED));
    }

    @Override
    public void close() {
        throttle.close();
    }
}
