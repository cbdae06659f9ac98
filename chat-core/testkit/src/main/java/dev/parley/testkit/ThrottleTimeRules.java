package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.LoginThrottle.Slot;
import dev.parley.core.auth.LoginThrottle.Verdict;
import java.time.Duration;
import java.util.List;

/** What time does to lanes: a part of {@link LoginThrottleContract}. */
public interface ThrottleTimeRules extends LoginThrottleFactory {

    /** LT-2: closures that double. */
    @Rule("LT-2")
    default void closuresDouble() {
        LoginLane account = ThrottleFixture.account(5);
        try (ThrottleFixture f = new ThrottleFixture(this)) {
            List<Slot> slots = f.admitted(5, account);
            slots.subList(0, 4).forEach(slot -> f.settle(slot, Verdict.FAILED));
            f.settle(slots.get(4), Verdict.RELEASED);
            f.assertFree(1, account);
            f.fail(1, account);
            for (int minutes : new int[] {1, 2, 4, 4}) {
                assertThat(f.refused(account)).isEqualTo(Duration.ofMinutes(minutes));
                f.advance(Duration.ofMinutes(minutes).minusSeconds(1));
                assertThat(f.refused(account)).isEqualTo(Duration.ofSeconds(1));
                f.advance(Duration.ofSeconds(1));
                f.assertFree(1, account);
                f.fail(1, account);
            }
        }
    }

    /** LT-5: a slot that was forgotten is a failure. */
    @Rule("LT-5")
    default void anUnsettledSlotIsAFailure() {
        LoginLane account = ThrottleFixture.account(5);
        LoginLane other = ThrottleFixture.lane(LoginLane.Kind.ACCOUNT, "b", 5);
        Duration overdue = Duration.ofSeconds(LoginThrottle.SLOT_SECONDS + 1);
        try (ThrottleFixture f = new ThrottleFixture(this)) {
            List<Slot> crashed = f.admitted(5, account);
            f.admitted(2, other);
            f.advance(overdue);
            assertThat(f.refused(account)).isLessThanOrEqualTo(ThrottleFixture.FIRST);
            crashed.forEach(slot -> f.settle(slot, Verdict.RELEASED));
            crashed.forEach(slot -> f.settle(slot, Verdict.SUCCEEDED));
            f.refused(account);
            f.advance(ThrottleFixture.FIRST);
            f.assertFree(1, account);

            f.fail(2, other);
            f.assertFree(1, other);
            f.advance(ThrottleFixture.WINDOW.minus(overdue).minus(ThrottleFixture.FIRST));
            f.assertFree(3, other);
        }
    }

    /** LT-8: the window slides, and closures are forgotten. */
    @Rule("LT-8")
    default void timeHeals() {
        LoginLane account = ThrottleFixture.account(5);
        LoginLane quick = new LoginLane(
                LoginLane.Kind.ACCOUNT, "b", 5, Duration.ofMinutes(1), ThrottleFixture.FIRST, ThrottleFixture.LONGEST);
        try (ThrottleFixture f = new ThrottleFixture(this)) {
            for (int i = 0; i < 4; i++) {
                f.fail(1, account);
                f.advance(Duration.ofMinutes(3));
            }
            f.advance(Duration.ofMinutes(3).minusSeconds(1));
            f.assertFree(1, account);
            f.advance(Duration.ofSeconds(2));
            f.assertFree(2, account);
            f.advance(Duration.ofMinutes(3));
            f.assertFree(3, account);
            f.fail(2, account);
            f.advance(Duration.ofMinutes(3));
            f.assertFree(2, account);

            f.fail(5, quick);
            Duration memory = ThrottleFixture.LONGEST.multipliedBy(2);
            f.advance(memory.minusSeconds(1));
            f.assertFree(1, quick);
            f.advance(Duration.ofSeconds(2));
            f.assertFree(5, quick);
            f.fail(5, quick);
            assertThat(f.refused(quick)).as("the first closure again").isEqualTo(ThrottleFixture.FIRST);
        }
    }
}
