package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.LoginThrottle.Decision;
import dev.parley.core.auth.LoginThrottle.Slot;
import dev.parley.core.auth.LoginThrottle.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * The contract of {@link LoginThrottle}: one test for each of its numbered rules. The test of an adapter implements this
 * interface and writes {@link #createThrottle}. Some of the rules are in {@link ThrottleTimeRules}.
 */
public interface LoginThrottleContract extends ThrottleTimeRules {

    /** LT-1: in all lanes or in none. */
    @Rule("LT-1")
    default void aSlotIsTakenInAllLanesOrNone() {
        LoginLane narrow = ThrottleFixture.account(2);
        LoginLane wide = ThrottleFixture.lane(LoginLane.Kind.ADDRESS, "n", 5);
        LoginLane slow = new LoginLane(
                LoginLane.Kind.DEVICE,
                "d",
                1,
                ThrottleFixture.WINDOW,
                ThrottleFixture.LONGEST,
                ThrottleFixture.LONGEST);
        try (ThrottleFixture f = new ThrottleFixture(this)) {
            List<Slot> slots = f.admitted(2, narrow, wide);
            assertThat(slots).extracting(Slot::lanes).containsOnly(List.of(narrow, wide));
            assertThat(slots).extracting(Slot::id).doesNotHaveDuplicates();
            for (int i = 0; i < 5; i++) {
                assertThat(f.acquire(wide, narrow))
                        .isInstanceOfSatisfying(
                                Decision.Refused.class,
                                refused -> assertThat(refused.kind()).isEqualTo(LoginLane.Kind.ACCOUNT));
            }
            f.assertFree(3, wide);
            f.settle(slots.get(0), Verdict.FAILED);
            f.settle(slots.get(1), Verdict.FAILED);
            f.fail(1, slow);
            assertThat(f.acquire(narrow, slow, wide))
                    .as("the longest wait")
                    .isEqualTo(new Decision.Refused(LoginLane.Kind.DEVICE, ThrottleFixture.LONGEST));
            f.assertFree(3, wide);
        }
    }

    /** LT-3: a success clears. */
    @Rule("LT-3")
    default void aSuccessClearsAccountAndDevice() {
        LoginLane account = ThrottleFixture.account(5);
        LoginLane device = ThrottleFixture.lane(LoginLane.Kind.DEVICE, "d", 5);
        LoginLane address = ThrottleFixture.lane(LoginLane.Kind.ADDRESS, "n", 5);
        try (ThrottleFixture f = new ThrottleFixture(this)) {
            f.fail(4, account, device, address);
            f.settle(f.admitted(account, device, address), Verdict.SUCCEEDED);
            f.assertFree(5, account);
            f.assertFree(5, device);
            f.assertFree(1, address);
            f.fail(5, account);
            f.advance(ThrottleFixture.FIRST);
            f.settle(f.admitted(account), Verdict.SUCCEEDED);
            f.assertFree(5, account);
            f.fail(5, account);
            assertThat(f.refused(account)).as("the first closure again").isEqualTo(ThrottleFixture.FIRST);
        }
    }

    /** LT-4: a released slot leaves nothing. */
    @Rule("LT-4")
    default void aReleasedSlotLeavesNothing() {
        LoginLane account = ThrottleFixture.account(5);
        try (ThrottleFixture f = new ThrottleFixture(this)) {
            f.fail(2, account);
            f.assertFree(3, account);
            f.assertFree(3, account);
            f.fail(3, account);
            f.advance(ThrottleFixture.FIRST);
            f.assertFree(1, account);
            f.assertFree(1, account);
            f.fail(1, account);
            assertThat(f.refused(account)).isEqualTo(ThrottleFixture.FIRST.multipliedBy(2));
        }
    }

    /** LT-6: settled once. */
    @Rule("LT-6")
    default void settlingTwiceChangesNothing() {
        LoginLane account = ThrottleFixture.account(5);
        try (ThrottleFixture f = new ThrottleFixture(this)) {
            Slot failed = f.admitted(account);
            f.settle(failed, Verdict.FAILED);
            f.settle(failed, Verdict.FAILED);
            f.assertFree(4, account);
            f.settle(failed, Verdict.SUCCEEDED);
            f.settle(failed, Verdict.RELEASED);
            f.assertFree(4, account);
            Slot released = f.admitted(account);
            f.settle(released, Verdict.RELEASED);
            f.settle(released, Verdict.FAILED);
            f.assertFree(4, account);
            Slot unknown = new Slot("unknown", f.tenant(), List.of(account));
            for (Verdict verdict : Verdict.values()) {
                f.settle(unknown, verdict);
                f.assertFree(4, account);
            }
        }
    }

    /** LT-7: no guess slips through. */
    @Rule("LT-7")
    default void ofManyAtOnceFiveAreAdmitted() {
        LoginLane account = ThrottleFixture.account(5);
        LoginLane address = ThrottleFixture.lane(LoginLane.Kind.ADDRESS, "n", 200);
        try (ThrottleFixture f = new ThrottleFixture(this)) {
            List<Decision> decisions = Concurrently.run(100, number -> f.acquire(account, address));
            assertThat(decisions)
                    .filteredOn(Decision.Admitted.class::isInstance)
                    .hasSize(5);
            assertThat(decisions)
                    .filteredOn(Decision.Refused.class::isInstance)
                    .hasSize(95)
                    .allSatisfy(refused -> assertThat(((Decision.Refused) refused).retryAfter())
                            .isPositive());
        }
    }

    /** LT-9: lanes are apart, and bounded by the call. */
    @Rule("LT-9")
    default void lanesAreApart() {
        LoginLane account = ThrottleFixture.account(5);
        try (ThrottleFixture f = new ThrottleFixture(this)) {
            f.fail(5, account);
            f.refused(account);
            f.assertFree(5, ThrottleFixture.lane(LoginLane.Kind.ACCOUNT, "b", 5));
            f.assertFree(5, ThrottleFixture.lane(LoginLane.Kind.DEVICE, "a", 5));
            assertThat(f.throttle().acquire(Fresh.tenant(), List.of(account), Fresh.deadline()))
                    .isInstanceOf(Decision.Admitted.class);
            LoginLane.Kind kind = LoginLane.Kind.ADDRESS;
            f.fail(3, ThrottleFixture.lane(kind, "n", 5));
            f.refused(ThrottleFixture.lane(kind, "n", 3));
            f.assertFree(2, ThrottleFixture.lane(kind, "n", 5));
            f.assertFree(7, ThrottleFixture.lane(kind, "n", 10));
        }
    }

    /** LT-10: cleared and purged. Lanes of other tests may be purged too. */
    @Rule("LT-10")
    default void clearedAndPurgedLanesAreNew() {
        LoginLane account = ThrottleFixture.account(5);
        try (ThrottleFixture f = new ThrottleFixture(this)) {
            f.fail(5, account);
            f.throttle().clear(f.tenant(), LoginLane.Kind.DEVICE, "a", Fresh.deadline());
            f.throttle().clear(Fresh.tenant(), LoginLane.Kind.ACCOUNT, "a", Fresh.deadline());
            f.refused(account);
            f.throttle().clear(f.tenant(), LoginLane.Kind.ACCOUNT, "a", Fresh.deadline());
            f.assertFree(5, account);

            for (String subject : List.of("x", "y", "z")) {
                f.fail(1, ThrottleFixture.lane(LoginLane.Kind.ACCOUNT, subject, 5));
            }
            f.advance(ThrottleFixture.WINDOW.minusSeconds(1));
            LoginLane counting = ThrottleFixture.lane(LoginLane.Kind.ACCOUNT, "counting", 5);
            LoginLane closed = new LoginLane(
                    LoginLane.Kind.ACCOUNT, "c", 1, Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofHours(1));
            LoginLane inUse = ThrottleFixture.lane(LoginLane.Kind.ACCOUNT, "in-use", 5);
            f.fail(2, counting);
            f.fail(1, closed);
            f.advance(Duration.ofSeconds(2));
            f.admitted(2, inUse);
            assertThat(f.throttle().purge(2, Fresh.deadline())).isEqualTo(2);
            Fresh.purgeAll(() -> f.throttle().purge(10_000, Fresh.deadline()));
            f.assertFree(3, counting);
            f.assertFree(3, inUse);
            f.refused(closed);
        }
    }
}
