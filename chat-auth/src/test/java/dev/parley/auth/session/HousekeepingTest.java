package dev.parley.auth.session;

import static dev.parley.auth.session.SessionsFixture.ADA;
import static dev.parley.auth.session.SessionsFixture.TENANT;
import static dev.parley.auth.session.SessionsFixture.open;
import static dev.parley.auth.session.SessionsFixture.refresh;
import static dev.parley.auth.session.SessionsFixture.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginLane.Kind;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.LoginThrottle.Decision.Admitted;
import dev.parley.core.auth.LoginThrottle.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

    private final SessionsFixture fixture = new SessionsFixture();
    private final Sessions sessions = fixture.sessions();
    private final LoginThrottle throttle = LoginThrottle.inMemory(fixture.clock);
    private final Housekeeping housekeeping = new Housekeeping(fixture.store, fixture.tokens, throttle);

    @Test
    void whatIsOverIsRemovedAndNothingElse() {
        open(sessions, ADA);
        open(sessions, ADA);
        LoginLane lane = new LoginLane(
                Kind.ACCOUNT, "x", 5, Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofHours(24));
        if (throttle.acquire(TENANT, List.of(lane), soon()) instanceof Admitted admitted) {
            throttle.settle(admitted.slot(), Verdict.FAILED, soon());
        }
        assertThat(housekeeping.purge(100, soon())).isEqualTo(new Housekeeping.Removed(0, 0, 0));
        fixture.clock.advance(SessionPolicy.DEFAULT.idle());
        TokenPair lives = open(sessions, ADA);

        assertThat(housekeeping.purge(1, soon())).isEqualTo(new Housekeeping.Removed(1, 1, 1));
        assertThat(housekeeping.purge(100, soon())).isEqualTo(new Housekeeping.Removed(1, 1, 0));

        assertThat(refresh(sessions, lives.refreshToken())).isInstanceOf(RefreshResult.Refreshed.class);
    }
}
