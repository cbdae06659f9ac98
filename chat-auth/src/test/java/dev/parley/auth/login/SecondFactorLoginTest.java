package dev.parley.auth.login;

import static dev.parley.auth.login.LoginFixture.ADA;
import static dev.parley.auth.login.LoginFixture.PASSWORD;
import static dev.parley.auth.login.LoginFixture.WRONG;
import static dev.parley.auth.login.LoginFixture.in;
import static dev.parley.auth.login.LoginFixture.request;
import static dev.parley.auth.login.LoginFixture.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.login.LoginResult.Failed;
import dev.parley.auth.login.LoginResult.LoggedIn;
import dev.parley.auth.login.LoginResult.SecondFactorRequired;
import dev.parley.auth.login.LoginResult.Throttled;
import dev.parley.core.observe.SecurityEvent.LoginFailed;
import dev.parley.core.observe.SecurityEvent.LoginFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondFactorLoginTest {

    private final LoginFixture fixture = new LoginFixture();

    @BeforeEach
    void activate() {
        fixture.secondFactor.activate(ADA.user());
    }

    private LoginResult login(String password, String code) {
        return fixture.service.login(request(password, code, null), soon());
    }

    @Test
    void itIsAskedForOnlyAfterTheRightPassword() {
        assertThat(fixture.login(WRONG)).isEqualTo(new Failed());
        assertThat(login(WRONG, OneCode.CODE)).isEqualTo(new Failed());

        assertThat(fixture.login(PASSWORD)).isEqualTo(new SecondFactorRequired());
        assertThat(login(PASSWORD, " ")).isEqualTo(new SecondFactorRequired());

        assertThat(fixture.sessions.list(ADA, soon())).isEmpty();
        assertThat(fixture.events.of(LoginFailed.class))
                .extracting(LoginFailed::reason)
                .endsWith(LoginFailure.SECOND_FACTOR_REQUIRED);
    }

    @Test
    void theRightOneOpensASessionThatSaysSo() {
        LoggedIn in = in(login(PASSWORD, OneCode.CODE));

        assertThat(fixture.sessions.list(ADA, soon())).singleElement().satisfies(session -> {
            assertThat(session.id()).isEqualTo(in.tokens().session());
            assertThat(session.secondFactor()).isTrue();
        });
    }

    @Test
    void aKnownDeviceIsAskedAsWell() {
        String device = in(login(PASSWORD, OneCode.CODE)).deviceToken();

        assertThat(fixture.service.login(request(PASSWORD, null, device), soon()))
                .isEqualTo(new SecondFactorRequired());
    }

    @Test
    void wrongOnesAreCountedAlsoIfThePasswordIsProvedInBetween() {
        for (int i = 0; i < 5; i++) {
            assertThat(login(PASSWORD, "000000")).isEqualTo(new Failed());
            if (i < 4) {
                assertThat(fixture.login(PASSWORD)).isEqualTo(new SecondFactorRequired());
            }
        }

        assertThat(login(PASSWORD, OneCode.CODE)).isInstanceOf(Throttled.class);
        assertThat(fixture.events.of(LoginFailed.class))
                .extracting(LoginFailed::reason)
                .contains(LoginFailure.SECOND_FACTOR_WRONG);
    }

    @Test
    void beingAskedIsNoFailure() {
        for (int i = 0; i < 20; i++) {
            assertThat(fixture.login(PASSWORD)).isEqualTo(new SecondFactorRequired());
        }

        assertThat(login(PASSWORD, OneCode.CODE)).isInstanceOf(LoggedIn.class);
    }
}
