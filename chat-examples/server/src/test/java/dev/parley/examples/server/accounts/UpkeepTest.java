package dev.parley.examples.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.session.Housekeeping;
import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.lease.Leases;
import dev.parley.core.message.TenantId;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that share their stores. */
class UpkeepTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final LoginThrottle throttle = LoginThrottle.inMemory(clock);
    private final Housekeeping housekeeping = new Housekeeping(
            SessionStore.inMemory(clock, AccessChanges.inMemory(clock)), RefreshTokenStore.inMemory(clock), throttle);
    private final Leases leases = Leases.inMemory(InstantSource.system());

    private Upkeep server(String name) {
        return new Upkeep(housekeeping, new AdminEnrolment(folder.resolve(name), clock), leases);
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    /** Leaves one count of failed logins that is over. */
    private void leaveSomething() {
        LoginLane lane = new LoginLane(LoginLane.Kind.ACCOUNT, "a", 5, HOUR, HOUR, HOUR);
        LoginThrottle.Decision decision = throttle.acquire(TenantId.DEFAULT, List.of(lane), soon());
        throttle.settle(((LoginThrottle.Decision.Admitted) decision).slot(), LoginThrottle.Verdict.FAILED, soon());
        clock.advance(HOUR.multipliedBy(3));
    }

    private int left() {
        return housekeeping.purge(50, soon()).lanes();
    }

    private static void awaitLead(Upkeep server) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(server::leads);
    }

    @Test
    void oneOfTwoServersRemovesWhatIsOverAndTheOtherTakesOver() {
        Upkeep first = server("first");
        awaitLead(first);
        try (Upkeep second = server("second")) {
            leaveSomething();
            second.purge();
            assertThat(left()).isEqualTo(1);
            leaveSomething();
            first.purge();
            assertThat(left()).isZero();
        }
        first.close();
        try (Upkeep third = server("third")) {
            awaitLead(third);
            leaveSomething();
            third.purge();
            assertThat(left()).isZero();
        }
    }
}
