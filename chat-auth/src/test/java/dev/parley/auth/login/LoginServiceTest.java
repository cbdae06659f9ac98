package dev.parley.auth.login;

import static dev.parley.auth.login.LoginFixture.ADA;
import static dev.parley.auth.login.LoginFixture.HOME;
import static dev.parley.auth.login.LoginFixture.LOGIN;
import static dev.parley.auth.login.LoginFixture.PASSWORD;
import static dev.parley.auth.login.LoginFixture.TENANT;
import static dev.parley.auth.login.LoginFixture.WRONG;
import static dev.parley.auth.login.LoginFixture.in;
import static dev.parley.auth.login.LoginFixture.request;
import static dev.parley.auth.login.LoginFixture.soon;
import static dev.parley.auth.login.LoginFixture.tried;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.login.LoginResult.Failed;
import dev.parley.auth.login.LoginResult.LoggedIn;
import dev.parley.auth.password.Argon2Parameters;
import dev.parley.auth.password.Argon2PasswordHasher;
import dev.parley.auth.password.PasswordGate;
import dev.parley.auth.session.Sessions;
import dev.parley.core.auth.LoginIdentity;
import dev.parley.core.auth.NewUser;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.SecurityEvent.LoginFailed;
import dev.parley.core.observe.SecurityEvent.LoginFailure;
import dev.parley.core.observe.SecurityEvent.LoginSucceeded;
import dev.parley.testkit.Concurrently;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoginServiceTest {

    private final LoginFixture fixture = new LoginFixture();
    private final LoginService service = fixture.service;

    private LoginIdentity identity() {
        return fixture.users.findByLogin(TENANT, "ada@example.org", soon()).orElseThrow();
    }

    @Test
    void theRightPasswordOpensASession() {
        LoggedIn in = in(service.login(tried(" ADA@example.ORG", PASSWORD, HOME), soon()));

        assertThat(in.user().id()).isEqualTo(ADA.user());
        assertThat(in.user().displayLogin()).isEqualTo(LOGIN);
        assertThat(fixture.sessions.list(ADA, soon())).singleElement().satisfies(session -> {
            assertThat(session.id()).isEqualTo(in.tokens().session());
            assertThat(session.device()).isEqualTo("Firefox");
            assertThat(session.address()).isEqualTo(HOME);
            assertThat(session.secondFactor()).isFalse();
        });
        assertThat(fixture.events.all())
                .containsExactly(
                        new LoginSucceeded(TENANT, ADA.user(), in.tokens().session(), false, false));
    }

    @Test
    void everyLoginHasASessionOfItsOwn() {
        LoggedIn first = in(fixture.login(PASSWORD));
        LoggedIn second = in(service.login(request(PASSWORD, null, first.deviceToken()), soon()));

        assertThat(second.tokens().session()).isNotEqualTo(first.tokens().session());
        assertThat(second.tokens().refreshToken()).isNotEqualTo(first.tokens().refreshToken());
        assertThat(fixture.sessions.list(ADA, soon())).hasSize(2);
        assertThat(fixture.events.of(LoginSucceeded.class))
                .extracting(LoginSucceeded::knownDevice)
                .containsExactly(false, true);
    }

    @Test
    void whoMayNotEnterGetsOneAnswerForOneHash() {
        UserId disabled = new UserId("u-2");
        UserId withoutPassword = new UserId("u-3");
        String credential = fixture.hasher.hash(PASSWORD);
        fixture.users.register(TENANT, new NewUser(disabled, "bob", "Bob", Set.of(), credential), soon());
        fixture.users.setEnabled(TENANT, disabled, false, soon());
        fixture.users.register(TENANT, new NewUser(withoutPassword, "eve", "Eve", Set.of(), null), soon());
        List<LoginRequest> requests = List.of(
                tried(LOGIN, WRONG, HOME),
                tried("nobody", PASSWORD, HOME),
                tried("bob", PASSWORD, HOME),
                tried("bob", WRONG, HOME),
                tried("eve", PASSWORD, HOME),
                tried("", PASSWORD, HOME),
                tried("a".repeat(1024), PASSWORD, HOME),
                tried("nul\u0000", PASSWORD, HOME),
                tried(LOGIN, "\ud800", HOME),
                tried(LOGIN, "", HOME));
        for (LoginRequest request : requests) {
            int before = fixture.hasher.verified();
            assertThat(service.login(request, soon())).isEqualTo(new Failed());
            assertThat(fixture.hasher.verified() - before).isEqualTo(1);
        }

        assertThat(fixture.events.of(LoginFailed.class))
                .extracting(LoginFailed::reason)
                .containsExactly(
                        LoginFailure.PASSWORD_WRONG,
                        LoginFailure.USER_UNKNOWN,
                        LoginFailure.USER_DISABLED,
                        LoginFailure.PASSWORD_WRONG,
                        LoginFailure.PASSWORD_WRONG,
                        LoginFailure.USER_UNKNOWN,
                        LoginFailure.USER_UNKNOWN,
                        LoginFailure.USER_UNKNOWN,
                        LoginFailure.PASSWORD_WRONG,
                        LoginFailure.PASSWORD_WRONG);
        assertThat(fixture.sessions.list(ADA, soon())).isEmpty();
    }

    @Test
    void thePasswordIsTakenAsItIs() {
        for (String almost : List.of(PASSWORD + " ", " " + PASSWORD, PASSWORD.toUpperCase(Locale.ROOT))) {
            assertThat(fixture.login(almost)).isEqualTo(new Failed());
        }
        assertThat(fixture.login(PASSWORD)).isInstanceOf(LoggedIn.class);
    }

    @Test
    void tenantsAreApart() {
        LoginRequest elsewhere = new LoginRequest(new TenantId("other"), LOGIN, PASSWORD, null, null, "Firefox", HOME);

        assertThat(service.login(elsewhere, soon())).isEqualTo(new Failed());
    }

    @Test
    void aPasswordWithOldParametersIsHashedAnewOnce() {
        Argon2Parameters stronger = CountingHasher.CHEAP.withIterations(2);
        CountingHasher hasher = new CountingHasher(stronger);
        LoginService later = fixture.service(fixture.users, new PasswordGate(hasher, 2));
        int before = hasher.hashed();

        in(later.login(tried(LOGIN, PASSWORD, HOME), soon()));
        in(later.login(tried(LOGIN, PASSWORD, HOME), soon()));

        assertThat(hasher.hashed() - before).isEqualTo(1);
        assertThat(identity().credentialVersion()).isEqualTo(2);
        assertThat(new Argon2PasswordHasher(stronger)
                        .needsRehash(String.valueOf(identity().credential())))
                .isFalse();
    }

    @Test
    void aWrongPasswordIsNeverHashedAnew() {
        CountingHasher hasher = new CountingHasher(CountingHasher.CHEAP.withIterations(2));
        LoginService later = fixture.service(fixture.users, new PasswordGate(hasher, 2));

        assertThat(later.login(tried(LOGIN, WRONG, HOME), soon())).isEqualTo(new Failed());

        assertThat(identity().credentialVersion()).isEqualTo(1);
    }

    @Test
    void manyLoginsAtOnceWithOldParametersAllEnter() {
        CountingHasher hasher = new CountingHasher(CountingHasher.CHEAP.withIterations(2));
        LoginService later = fixture.service(fixture.users, new PasswordGate(hasher, 4));
        String device = in(fixture.login(PASSWORD)).deviceToken();

        List<LoginResult> results = Concurrently.run(5, i -> later.login(request(PASSWORD, null, device), soon()));

        assertThat(results).hasOnlyElementsOfType(LoggedIn.class);
    }

    @Test
    void aUserWhoIsDisabledAfterThePasswordWasCheckedHasNoSession() {
        Sessions disabling = Sessions.builder(fixture.users, fixture.store, fixture.tokens, (tenant, user, session) -> {
                    fixture.users.setEnabled(tenant, user, false, soon()).orThrow();
                    return "access of " + session;
                })
                .build();
        LoginService late = LoginService.builder(
                        fixture.users, fixture.gate, fixture.throttle, disabling, fixture.devices)
                .listener(fixture.events)
                .build();

        assertThat(late.login(tried(LOGIN, PASSWORD, HOME), soon())).isEqualTo(new Failed());

        assertThat(fixture.sessions.list(ADA, soon())).isEmpty();
        assertThat(fixture.events.all())
                .containsExactly(new LoginFailed(TENANT, ADA.user(), LoginFailure.USER_DISABLED));
    }

    @Test
    void nothingSecretIsShown() {
        LoginRequest request = request(PASSWORD, "123456", "token");
        LoggedIn in = in(fixture.login(PASSWORD));

        assertThat(request.toString()).doesNotContain(PASSWORD, LOGIN, "123456", "token", HOME);
        assertThat(in.toString())
                .doesNotContain(
                        in.deviceToken(),
                        in.tokens().refreshToken(),
                        in.tokens().accessToken(),
                        LOGIN);
        assertThat(fixture.events.all().toString()).doesNotContain(LOGIN, PASSWORD, HOME, "ada@");
    }
}
