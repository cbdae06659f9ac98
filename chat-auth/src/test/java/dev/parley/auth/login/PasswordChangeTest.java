package dev.parley.auth.login;

import static dev.parley.auth.login.LoginFixture.ADA;
import static dev.parley.auth.login.LoginFixture.HOME;
import static dev.parley.auth.login.LoginFixture.PASSWORD;
import static dev.parley.auth.login.LoginFixture.TENANT;
import static dev.parley.auth.login.LoginFixture.WRONG;
import static dev.parley.auth.login.LoginFixture.in;
import static dev.parley.auth.login.LoginFixture.request;
import static dev.parley.auth.login.LoginFixture.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.login.LoginResult.Failed;
import dev.parley.auth.login.PasswordChangeResult.Changed;
import dev.parley.auth.login.PasswordChangeResult.Throttled;
import dev.parley.auth.login.PasswordChangeResult.WeakPassword;
import dev.parley.auth.login.PasswordChangeResult.WrongPassword;
import dev.parley.auth.password.PasswordFlaw;
import dev.parley.auth.session.RefreshResult.Refreshed;
import dev.parley.auth.session.RefreshResult.Refused;
import dev.parley.auth.session.TokenPair;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Session;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.SecurityEvent.PasswordChanged;
import dev.parley.testkit.Concurrently;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordChangeTest {

    private static final String NEXT = "four tangerines under a lamp";

    private final LoginFixture fixture = new LoginFixture();
    private final PasswordChange change = fixture.passwordChange();
    private TokenPair current = in(fixture.login(PASSWORD)).tokens();
    private String device = "";

    @BeforeEach
    void login() {
        LoginResult.LoggedIn in = in(fixture.login(PASSWORD));
        device = in.deviceToken();
        current = in.tokens();
    }

    private PasswordChangeResult change(String from, String to) {
        return change.change(ADA, current.session(), from, to, soon());
    }

    @Test
    void theNewPasswordCountsAndTheOldOneDoesNot() {
        assertThat(change(PASSWORD, NEXT)).isEqualTo(new Changed());

        assertThat(fixture.login(PASSWORD)).isEqualTo(new Failed());
        in(fixture.login(NEXT));
        assertThat(fixture.events.of(PasswordChanged.class)).containsExactly(new PasswordChanged(TENANT, ADA.user()));
    }

    @Test
    void allOtherSessionsAndTheirTokensEnd() {
        TokenPair other = in(fixture.login(PASSWORD)).tokens();

        change(PASSWORD, NEXT);

        assertThat(fixture.sessions.list(ADA, soon())).extracting(Session::id).containsExactly(current.session());
        assertThat(fixture.sessions.refresh(other.refreshToken(), HOME, soon())).isInstanceOf(Refused.class);
        assertThat(fixture.sessions.refresh(current.refreshToken(), HOME, soon()))
                .isInstanceOf(Refreshed.class);
        assertThat(fixture.forgotten).contains(ADA.user());
    }

    @Test
    void withoutTheCurrentPasswordNothingChanges() {
        assertThat(change(WRONG, NEXT)).isEqualTo(new WrongPassword());

        in(fixture.login(PASSWORD));
        assertThat(fixture.sessions.list(ADA, soon())).hasSize(3);
        assertThat(fixture.events.of(PasswordChanged.class)).isEmpty();
    }

    @Test
    void theCurrentPasswordCannotBeGuessed() {
        for (int i = 0; i < 5; i++) {
            assertThat(change(WRONG, NEXT)).isEqualTo(new WrongPassword());
        }

        assertThat(change(PASSWORD, NEXT)).isEqualTo(new Throttled(Duration.ofMinutes(1)));
        assertThat(fixture.confirmation.confirm(ADA, PASSWORD, soon())).isInstanceOf(Confirmation.Throttled.class);
        in(fixture.login(PASSWORD));
    }

    @Test
    void whoGuessesAtTheLoginDoesNotKeepTheUserFromChanging() {
        for (int i = 0; i < 5; i++) {
            fixture.login(WRONG);
        }

        assertThat(change(PASSWORD, NEXT)).isEqualTo(new Changed());
    }

    @Test
    void aWeakPasswordIsRefusedAndASecondFactorAllowsAShorterOne() {
        assertThat(change(PASSWORD, "8 newts!")).isEqualTo(new WeakPassword(PasswordFlaw.TOO_SHORT));
        assertThat(change(PASSWORD, "ada@example.org ada")).isEqualTo(new WeakPassword(PasswordFlaw.CONTEXT));
        in(fixture.login(PASSWORD));

        fixture.secondFactor.activate(ADA.user());

        assertThat(change(PASSWORD, "8 newts!")).isEqualTo(new Changed());
    }

    @Test
    void ofTwoChangesAtOnceOneIsMade() {
        for (int round = 0; round < 20; round++) {
            String from = round == 0 ? PASSWORD : NEXT + (round - 1);
            String to = NEXT + round;
            List<PasswordChangeResult> results = Concurrently.run(4, i -> change(from, to));

            assertThat(results).containsOnlyOnce(new Changed());
            assertThat(results.stream().filter(WrongPassword.class::isInstance)).hasSize(3);
            assertThat(fixture.confirmation.confirm(ADA, to, soon())).isEqualTo(new Confirmation.Confirmed());
        }
    }

    @Test
    void aLoginWithTheOldPasswordAtTheSameTimeLeavesNoSession() {
        for (int round = 0; round < 20; round++) {
            String from = round == 0 ? PASSWORD : NEXT + (round - 1);
            String to = NEXT + round;
            Concurrently.run(3, i -> {
                if (i == 0) {
                    return change(from, to).toString();
                }
                return fixture.service
                        .login(request(from, null, device), soon())
                        .toString();
            });

            assertThat(fixture.sessions.list(ADA, soon()))
                    .as("round %s", round)
                    .extracting(Session::id)
                    .containsExactly(current.session());
            fixture.clock.advance(Duration.ofHours(25));
        }
    }

    @Test
    void whoHasNoPasswordCannotConfirmOne() {
        Principal nobody = Principal.of(TENANT, new UserId("nobody"));

        assertThat(fixture.confirmation.confirm(nobody, PASSWORD, soon())).isEqualTo(new Confirmation.WrongPassword());
        assertThat(fixture.confirmation.confirm(ADA, PASSWORD, soon())).isEqualTo(new Confirmation.Confirmed());
        assertThat(fixture.confirmation.confirm(ADA, WRONG, soon())).isEqualTo(new Confirmation.WrongPassword());
        fixture.users.setEnabled(TENANT, ADA.user(), false, soon()).orThrow();
        assertThat(fixture.confirmation.confirm(ADA, PASSWORD, soon())).isEqualTo(new Confirmation.WrongPassword());
    }
}
