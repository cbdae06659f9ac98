package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.LoginThrottle.Decision;
import dev.parley.core.auth.LoginThrottle.Verdict;
import dev.parley.core.message.TenantId;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.Concurrently;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node dies between taking a slot and settling it: its guesses count, and nobody is locked out for good. */
abstract class AbandonedLoginRules {

    private static final TenantId TENANT = new TenantId("default");
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final LoginLane ACCOUNT =
            new LoginLane(LoginLane.Kind.ACCOUNT, "account", 5, WINDOW, FIRST, LONGEST);
    private static final LoginLane ADDRESS =
            new LoginLane(LoginLane.Kind.ADDRESS, "address", 100, WINDOW, FIRST, LONGEST);
    private static final List<LoginLane> LANES = List.of(ACCOUNT, ADDRESS);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private JdbcDatabaseConfig config;
    private JdbcDatabase database;
    private LoginThrottle throttle;

    abstract JdbcDatabaseConfig newDatabase();

    @BeforeEach
    void open() {
        config = newDatabase();
        database = JdbcDatabase.open(config);
        throttle = JdbcLoginThrottle.on(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    private Decision acquire() {
        return throttle.acquire(TENANT, LANES, soon());
    }

    /** Of another process, which is gone before it settles anything. */
    private void abandon(int slots) {
        try (JdbcDatabase other = JdbcDatabase.open(config)) {
            LoginThrottle dying = JdbcLoginThrottle.on(other, clock);
            for (int i = 0; i < slots; i++) {
                assertThat(dying.acquire(TENANT, LANES, soon())).isInstanceOf(Decision.Admitted.class);
            }
        }
    }

    private static Duration wait(Decision decision) {
        return ((Decision.Refused) decision).retryAfter();
    }

    @Test
    void abandonedSlotsAreFailuresAndPass() {
        abandon(5);
        assertThat(acquire()).isInstanceOf(Decision.Refused.class);
        // They became failures of the moment when they were taken, and closed the account from then on.
        clock.advance(Duration.ofSeconds(LoginThrottle.SLOT_SECONDS));
        assertThat(wait(acquire())).isEqualTo(FIRST.minusSeconds(LoginThrottle.SLOT_SECONDS));
        clock.advance(FIRST);
        assertThat(acquire()).isInstanceOf(Decision.Admitted.class);
    }

    /** However often nodes die: after the longest closure there is a slot, and a success ends it all. */
    @Test
    void nobodyIsLockedOutForGood() {
        abandon(5);
        for (int i = 0; i < 12; i++) {
            clock.advance(LONGEST);
            abandon(1);
        }
        clock.advance(LONGEST);
        Decision.Admitted admitted = (Decision.Admitted) acquire();
        throttle.settle(admitted.slot(), Verdict.SUCCEEDED, soon());
        for (int i = 0; i < 5; i++) {
            assertThat(acquire()).isInstanceOf(Decision.Admitted.class);
        }
    }

    /** Of what was abandoned nothing stays in the database either. */
    @Test
    void abandonedLanesArePurged() {
        abandon(2);
        clock.advance(WINDOW.minusMillis(1));
        assertThat(throttle.purge(10, soon())).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(throttle.purge(10, soon())).isEqualTo(2);
        abandon(5);
        clock.advance(LONGEST.multipliedBy(2).minusMillis(1));
        assertThat(throttle.purge(10, soon()))
                .as("the address, whose failures have left")
                .isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(throttle.purge(10, soon())).isEqualTo(1);
    }

    /** Lanes are made outside of the transaction that locks them, so they may be purged in between. */
    @Test
    void whoPurgesDoesNotGetInTheWayOfWhoAsks() {
        AtomicInteger asking = new AtomicInteger(8);
        List<Integer> admitted = Concurrently.run(9, number -> {
            int taken = 0;
            if (number == 8) {
                while (asking.get() > 0) {
                    throttle.purge(100, soon());
                }
                return taken;
            }
            for (int i = 0; i < 20; i++) {
                LoginLane lane = new LoginLane(LoginLane.Kind.ACCOUNT, number + "-" + i, 1, WINDOW, FIRST, LONGEST);
                if (throttle.acquire(TENANT, List.of(lane), soon()) instanceof Decision.Admitted) {
                    taken++;
                }
            }
            asking.decrementAndGet();
            return taken;
        });
        assertThat(admitted.subList(0, 8)).containsOnly(20);
    }
}
