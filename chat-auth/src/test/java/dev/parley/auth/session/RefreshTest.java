package dev.parley.auth.session;

import static dev.parley.auth.session.SessionsFixture.ADA;
import static dev.parley.auth.session.SessionsFixture.TENANT;
import static dev.parley.auth.session.SessionsFixture.open;
import static dev.parley.auth.session.SessionsFixture.refresh;
import static dev.parley.auth.session.SessionsFixture.refreshed;
import static dev.parley.auth.session.SessionsFixture.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.session.RefreshResult.Reason;
import dev.parley.auth.session.RefreshResult.Refreshed;
import dev.parley.auth.session.RefreshResult.Refused;
import dev.parley.core.auth.Session;
import dev.parley.core.observe.SecurityEvent.RefreshTokenReused;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTest {

    private static final Duration AFTER_GRACE = Duration.ofSeconds(10);

    private final SessionsFixture fixture = new SessionsFixture();
    private final Sessions sessions = fixture.sessions();

    @Test
    void aRefreshSpendsTheTokenForAnother() {
        TokenPair first = open(sessions, ADA);

        RefreshResult result = refresh(sessions, first.refreshToken());

        assertThat(result).isInstanceOfSatisfying(Refreshed.class, refreshed -> {
            assertThat(refreshed.user()).isEqualTo(ADA.user());
            assertThat(refreshed.tokens().session()).isEqualTo(first.session());
            assertThat(refreshed.tokens().refreshToken()).isNotEqualTo(first.refreshToken());
        });
    }

    @Test
    void aRetryWithinTheGraceGetsTheSameSuccessor() {
        TokenPair first = open(sessions, ADA);
        TokenPair second = refreshed(sessions, first.refreshToken());
        fixture.clock.advance(AFTER_GRACE.minusMillis(1));

        TokenPair again = refreshed(sessions, first.refreshToken());

        assertThat(again.refreshToken()).isEqualTo(second.refreshToken());
        assertThat(again.accessToken()).isEqualTo("access of " + first.session());
        assertThat(refresh(sessions, second.refreshToken())).isInstanceOf(Refreshed.class);
        assertThat(fixture.events.all()).isEmpty();
    }

    @Test
    void aReplayAfterTheGraceEndsTheSession() {
        TokenPair first = open(sessions, ADA);
        TokenPair other = open(sessions, ADA);
        TokenPair second = refreshed(sessions, first.refreshToken());
        fixture.clock.advance(AFTER_GRACE);

        assertThat(refresh(sessions, first.refreshToken())).isEqualTo(new Refused(Reason.REUSED));

        assertThat(refresh(sessions, second.refreshToken())).isEqualTo(new Refused(Reason.UNKNOWN));
        assertThat(sessions.list(ADA, soon())).extracting(Session::id).containsExactly(other.session());
        assertThat(refresh(sessions, other.refreshToken())).isInstanceOf(Refreshed.class);
        assertThat(fixture.forgotten).containsExactly(ADA.user());
        assertThat(fixture.events.all()).containsExactly(new RefreshTokenReused(TENANT, ADA.user(), first.session()));
    }

    @Test
    void aReplayAfterTheSuccessorWasUsedEndsTheSessionWithinTheGraceToo() {
        TokenPair first = open(sessions, ADA);
        TokenPair second = refreshed(sessions, first.refreshToken());
        TokenPair third = refreshed(sessions, second.refreshToken());

        assertThat(refresh(sessions, first.refreshToken())).isEqualTo(new Refused(Reason.REUSED));

        assertThat(refresh(sessions, third.refreshToken())).isEqualTo(new Refused(Reason.UNKNOWN));
        assertThat(sessions.list(ADA, soon())).isEmpty();
        assertThat(fixture.events.of(RefreshTokenReused.class)).hasSize(1);
    }

    @Test
    void withoutGraceEverySecondUseEndsTheSession() {
        Sessions strict = fixture.sessions(SessionPolicy.DEFAULT.withGrace(Duration.ZERO));
        TokenPair first = open(strict, ADA);
        TokenPair second = refreshed(strict, first.refreshToken());

        assertThat(refresh(strict, first.refreshToken())).isEqualTo(new Refused(Reason.REUSED));

        assertThat(refresh(strict, second.refreshToken())).isEqualTo(new Refused(Reason.UNKNOWN));
    }

    @Test
    void aDisabledUserIsRefusedAndTheSessionIsOver() {
        TokenPair pair = open(sessions, ADA);
        fixture.users.setEnabled(TENANT, ADA.user(), false, soon()).orThrow();

        assertThat(refresh(sessions, pair.refreshToken())).isEqualTo(new Refused(Reason.USER_DISABLED));

        assertThat(sessions.list(ADA, soon())).isEmpty();
        fixture.users.setEnabled(TENANT, ADA.user(), true, soon()).orThrow();
        assertThat(refresh(sessions, pair.refreshToken())).isEqualTo(new Refused(Reason.UNKNOWN));
    }

    @Test
    void anErasedUserIsRefused() {
        TokenPair pair = open(sessions, ADA);
        fixture.users.erase(TENANT, ADA.user(), soon());

        assertThat(refresh(sessions, pair.refreshToken())).isEqualTo(new Refused(Reason.USER_DISABLED));
    }

    @Test
    void aSessionThatWasEndedElsewhereTakesItsTokensWithIt() {
        TokenPair pair = open(sessions, ADA);
        fixture.store.revoke(TENANT, pair.session(), soon());

        assertThat(refresh(sessions, pair.refreshToken())).isEqualTo(new Refused(Reason.SESSION_ENDED));

        assertThat(refresh(sessions, pair.refreshToken())).isEqualTo(new Refused(Reason.UNKNOWN));
    }

    @Test
    void aSessionEndsWhenItIsNotRefreshedForItsIdleTime() {
        TokenPair pair = open(sessions, ADA);
        fixture.clock.advance(Duration.ofDays(30).minusMillis(1));
        TokenPair next = refreshed(sessions, pair.refreshToken());
        fixture.clock.advance(Duration.ofDays(30));

        assertThat(refresh(sessions, next.refreshToken())).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(sessions.list(ADA, soon())).isEmpty();
    }

    @Test
    void aSessionEndsAfterItsAbsoluteTimeHoweverOftenItIsRefreshed() {
        String token = open(sessions, ADA).refreshToken();
        for (int day = 0; day < 80; day += 20) {
            fixture.clock.advance(Duration.ofDays(20));
            token = refreshed(sessions, token).refreshToken();
        }
        fixture.clock.advance(Duration.ofDays(10));

        assertThat(refresh(sessions, token)).isEqualTo(new Refused(Reason.EXPIRED));
        assertThat(sessions.list(ADA, soon())).isEmpty();
    }

    @Test
    void aRefreshShowsInTheList() {
        TokenPair pair = open(sessions, ADA);
        fixture.clock.advance(Duration.ofHours(5));

        sessions.refresh(pair.refreshToken(), "2001:db8::1", soon());

        assertThat(sessions.list(ADA, soon())).singleElement().satisfies(session -> {
            assertThat(session.address()).isEqualTo("2001:db8::1");
            assertThat(session.lastSeenAt()).isEqualTo(fixture.clock.instant());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rt_",
                "access of x",
                "rt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "rt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
                "RT_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "rt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
                "rt_%41AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNoTokenIsUnknown(String token) {
        open(sessions, ADA);

        assertThat(refresh(sessions, token)).isEqualTo(new Refused(Reason.UNKNOWN));
        assertThat(sessions.list(ADA, soon())).hasSize(1);
    }
}
