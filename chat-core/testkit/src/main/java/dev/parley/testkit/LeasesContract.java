package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.lease.Lease;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.lease.Leases.Acquisition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The contract of {@link Leases}: one test for each of its numbered rules. The test of an adapter implements this interface
 * and writes {@link #createLeases} and {@link #passTime}. Clocks may go on by themselves, by seconds at most for each test.
 */
public interface LeasesContract extends LeasesFactory {

    /** LE-1: one of many. */
    @Rule("LE-1")
    default void ofManyAtOnceOneIsGranted() {
        try (LeaseFixture f = new LeaseFixture(this)) {
            LeaseName name = f.name();
            List<Acquisition> answers = Concurrently.run(64, number -> f.acquire(name, "node-" + number));
            List<Lease> granted = answers.stream()
                    .filter(Acquisition.Granted.class::isInstance)
                    .map(answer -> ((Acquisition.Granted) answer).lease())
                    .toList();
            assertThat(granted).singleElement().satisfies(lease -> {
                assertThat(lease.name()).isEqualTo(name);
                assertThat(lease.term()).isEqualTo(LeaseFixture.TERM);
                assertThat(answers.get(Integer.parseInt(lease.owner().substring("node-".length()))))
                        .isEqualTo(new Acquisition.Granted(lease));
            });
            assertThat(answers)
                    .filteredOn(Acquisition.Held.class::isInstance)
                    .hasSize(63)
                    .allSatisfy(answer -> {
                        Acquisition.Held held = (Acquisition.Held) answer;
                        assertThat(held.owner()).isEqualTo(granted.get(0).owner());
                        assertThat(held.retryAfter()).isPositive().isLessThanOrEqualTo(LeaseFixture.TERM);
                    });
        }
    }

    /** LE-2: tokens grow. */
    @Rule("LE-2")
    default void tokensGrow() {
        List<Long> tokens = new ArrayList<>();
        LeaseName name = LeaseFixture.fresh();
        try (LeaseFixture f = new LeaseFixture(this)) {
            for (int i = 0; i < 20; i++) {
                Lease lease = f.granted(name, i % 2 == 0 ? "even" : "odd");
                tokens.add(lease.token());
                if (i % 3 == 0) {
                    f.passTime(LeaseFixture.MORE);
                } else {
                    assertThat(f.release(lease)).isTrue();
                }
            }
            f.release(f.granted(name, "last"));
            f.passTime(Duration.ofSeconds(1));
        }
        try (LeaseFixture reopened = new LeaseFixture(this)) {
            tokens.add(reopened.granted(name, "new").token());
        }
        assertThat(tokens).isSorted().doesNotHaveDuplicates().allMatch(token -> token > 0);
    }

    /** LE-3: over at the end of its term, and not before. */
    @Rule("LE-3")
    default void aLeaseEndsWithItsTerm() {
        try (LeaseFixture f = new LeaseFixture(this)) {
            LeaseName name = f.name();
            f.granted(name, "one");
            f.passTime(LeaseFixture.TERM.minus(LeaseFixture.REST));
            assertThat(f.held(name, "other")).isLessThanOrEqualTo(LeaseFixture.REST);
            f.passTime(LeaseFixture.REST);
            assertThat(f.granted(name, "other").owner()).isEqualTo("other");
            assertThat(f.held(name, "one")).isGreaterThan(LeaseFixture.REST);
        }
    }

    /** LE-4: renewed as long as it is held. */
    @Rule("LE-4")
    default void whatIsHeldIsRenewed() {
        try (LeaseFixture f = new LeaseFixture(this)) {
            LeaseName name = f.name();
            Lease lease = f.granted(name, "one");
            for (int i = 0; i < 3; i++) {
                f.passTime(LeaseFixture.TERM.minus(LeaseFixture.REST));
                assertThat(f.renew(lease)).as("with the same token").isTrue();
                assertThat(f.held(name, "other")).isGreaterThan(LeaseFixture.REST);
            }
            f.passTime(LeaseFixture.MORE);
            assertThat(f.renew(lease)).as("over, and nobody has asked").isFalse();
            Lease next = f.granted(name, "other");
            assertThat(f.renew(lease)).as("granted to another").isFalse();
            assertThat(f.renew(next)).isTrue();
            f.release(next);
            assertThat(f.renew(next)).as("released").isFalse();
            Lease again = f.granted(name, "other");
            assertThat(f.renew(next)).as("granted to the same anew").isFalse();
            assertThat(f.renew(again)).isTrue();
            assertThat(f.renew(new Lease(f.name(), "one", 1, LeaseFixture.TERM)))
                    .as("never granted")
                    .isFalse();
        }
    }

    /** LE-5: freed by who has it. */
    @Rule("LE-5")
    default void whoHasItReleasesIt() {
        try (LeaseFixture f = new LeaseFixture(this)) {
            LeaseName name = f.name();
            Lease first = f.granted(name, "one");
            assertThat(f.release(first)).isTrue();
            assertThat(f.release(first)).as("again").isFalse();
            Lease second = f.granted(name, "two");
            assertThat(f.release(first)).as("of another").isFalse();
            f.held(name, "three");
            f.passTime(LeaseFixture.MORE);
            assertThat(f.release(second)).as("over").isFalse();
            Lease third = f.granted(name, "three");
            assertThat(f.release(second)).as("over, and granted to another").isFalse();
            Lease pretended = new Lease(name, "two", third.token(), LeaseFixture.TERM);
            assertThat(f.release(pretended)).as("of another with its token").isFalse();
            f.held(name, "one");
            assertThat(f.release(third)).isTrue();
        }
    }

    /** LE-6: not twice. */
    @Rule("LE-6")
    default void whoHasItIsRefusedItToo() {
        try (LeaseFixture f = new LeaseFixture(this)) {
            LeaseName name = f.name();
            Lease lease = f.granted(name, "one");
            assertThat(f.held(name, "one")).isPositive();
            assertThat(f.renew(lease)).isTrue();
        }
    }

    /** LE-7: names are apart, also those that are alike. */
    @Rule("LE-7")
    default void namesAreApart() {
        try (LeaseFixture f = new LeaseFixture(this)) {
            LeaseName name = f.name();
            LeaseName longer = new LeaseName(name.value() + ":a");
            LeaseName upper = new LeaseName(name.value() + ":A");
            Lease lease = f.granted(name, "one");
            Lease other = f.granted(longer, "other");
            f.granted(upper, "third");
            assertThat(f.release(lease)).isTrue();
            f.held(longer, "one");
            f.held(upper, "one");
            assertThat(f.renew(other)).isTrue();
        }
    }

    /** LE-8: bounds. */
    @Rule("LE-8")
    default void boundsAreKept() {
        try (LeaseFixture f = new LeaseFixture(this)) {
            LeaseName name = f.name();
            Duration term = LeaseFixture.TERM;
            for (String owner : List.of("", "a".repeat(129), "a\n", "\u00e9")) {
                assertThatIllegalArgumentException().isThrownBy(() -> f.acquire(name, owner, term));
            }
            for (Duration wrong : List.of(
                    Duration.ZERO,
                    Duration.ofMillis(-1),
                    Duration.ofNanos(999_999),
                    Duration.ofDays(1).plusNanos(1))) {
                assertThatIllegalArgumentException().isThrownBy(() -> f.acquire(name, "one", wrong));
            }
            String longest = " ~".repeat(64);
            assertThat(f.acquire(name, longest, Duration.ofDays(1)))
                    .isInstanceOfSatisfying(
                            Acquisition.Granted.class,
                            granted -> assertThat(granted.lease().owner()).isEqualTo(longest));
        }
    }
}
