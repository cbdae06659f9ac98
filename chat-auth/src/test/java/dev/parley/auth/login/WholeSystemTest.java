package dev.parley.auth.login;

import static dev.parley.auth.login.LoginFixture.ADA;
import static dev.parley.auth.login.LoginFixture.HOME;
import static dev.parley.auth.login.LoginFixture.LOGIN;
import static dev.parley.auth.login.LoginFixture.OPERATOR;
import static dev.parley.auth.login.LoginFixture.PASSWORD;
import static dev.parley.auth.login.LoginFixture.TENANT;
import static dev.parley.auth.login.LoginFixture.in;
import static dev.parley.auth.login.LoginFixture.request;
import static dev.parley.auth.login.LoginFixture.soon;
import static dev.parley.auth.login.LoginFixture.tried;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.login.LoginResult.LoggedIn;
import dev.parley.auth.session.SessionPolicy;
import dev.parley.auth.session.Sessions;
import dev.parley.auth.session.TokenPair;
import dev.parley.auth.token.Access;
import dev.parley.auth.token.AccessResult;
import dev.parley.auth.token.AccessTokens;
import dev.parley.auth.token.JwsAlgorithm;
import dev.parley.auth.token.SigningKeys;
import dev.parley.auth.totp.Enrolment;
import dev.parley.auth.totp.SecondFactors;
import dev.parley.auth.totp.Totp;
import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.SecondFactorStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With real access tokens: what ends a session ends the tokens that are out, on this node at once. */
class WholeSystemTest {

    private final LoginFixture fixture = new LoginFixture();
    private final SigningKeys keys = keys();
    private final Access access = Access.builder()
            .keys(keys)
            .issuer("https://chat.example.org")
            .audience("chat")
            .sessions(fixture.store)
            .users(fixture.users)
            .changes(fixture.changes)
            .clock(fixture.clock)
            .build();
    private final AccessTokens accessTokens = new AccessTokens(
            keys, "https://chat.example.org", "chat", SessionPolicy.DEFAULT.accessLifetime(), fixture.clock);
    private final Sessions sessions = Sessions.builder(
                    fixture.users, fixture.store, fixture.tokens, accessTokens::issue)
            .forgetting(access::forget)
            .build();
    private final LoginService service = LoginService.builder(
                    fixture.users, fixture.gate, fixture.throttle, sessions, fixture.devices)
            .build();
    private final UserAdministration administration =
            new UserAdministration(fixture.users, sessions, access::forget, fixture.events);

    private static SigningKeys keys() {
        InMemorySecrets secrets = SecretSource.inMemory();
        secrets.put("jwt", SigningKeys.generate(JwsAlgorithm.ES256));
        return SigningKeys.fromJwkSet(secrets, "jwt");
    }

    @AfterEach
    void close() {
        access.close();
    }

    private TokenPair login() {
        return in(service.login(tried(LOGIN, PASSWORD, HOME), soon())).tokens();
    }

    private void assertAccepted(TokenPair pair) {
        assertThat(access.authenticate(pair.accessToken(), soon()))
                .isInstanceOfSatisfying(AccessResult.Granted.class, granted -> {
                    assertThat(granted.principal()).isEqualTo(ADA);
                    assertThat(granted.session()).isEqualTo(pair.session());
                });
    }

    private void assertRefused(TokenPair pair) {
        assertThat(access.authenticate(pair.accessToken(), soon())).isInstanceOf(AccessResult.Refused.class);
    }

    @Test
    void logoutEndsTheAccessToken() {
        TokenPair pair = login();
        TokenPair other = login();
        assertAccepted(pair);

        sessions.logout(ADA, pair.session(), soon());

        assertRefused(pair);
        assertAccepted(other);
        sessions.logoutAll(ADA, ADA.user(), null, soon());
        assertRefused(other);
    }

    @Test
    void aReplayedRefreshTokenEndsTheAccessTokenOfTheThief() {
        TokenPair first = login();
        sessions.refresh(first.refreshToken(), HOME, soon());
        fixture.clock.advance(SessionPolicy.DEFAULT.grace());
        assertAccepted(first);

        sessions.refresh(first.refreshToken(), HOME, soon());

        assertRefused(first);
    }

    @Test
    void whatAnOperatorDoesCountsAtOnce() {
        TokenPair pair = login();
        assertAccepted(pair);

        administration
                .replaceRoles(OPERATOR, ADA.user(), Set.of("admin"), soon())
                .orThrow();
        assertThat(access.authenticate(pair.accessToken(), soon()))
                .isInstanceOfSatisfying(AccessResult.Granted.class, granted -> {
                    assertThat(granted.roles()).containsExactly("admin");
                });

        administration.disable(OPERATOR, ADA.user(), soon()).orThrow();
        assertRefused(pair);
    }

    @Test
    void anotherPasswordEndsTheAccessTokensOfOtherSessions() {
        TokenPair current = login();
        TokenPair other = login();
        assertAccepted(other);
        PasswordChange change = new PasswordChange(
                fixture.users,
                fixture.newPasswords,
                fixture.confirmation,
                SecondFactorCheck.none(),
                sessions,
                fixture.events);

        assertThat(change.change(ADA, current.session(), PASSWORD, "four tangerines under a lamp", soon()))
                .isEqualTo(new PasswordChangeResult.Changed());

        assertAccepted(current);
        assertRefused(other);
    }

    @Test
    void theSecondFactorIsAskedForAndARecoveryCodeLogsInOnce() {
        InMemorySecrets secrets = SecretSource.inMemory();
        secrets.put("totp", Secret.of("t".repeat(32)));
        SecondFactors factors = new SecondFactors(SecondFactorStore.inMemory(), secrets, "totp", fixture.clock);
        LoginService asking = LoginService.builder(
                        fixture.users, fixture.gate, fixture.throttle, sessions, fixture.devices)
                .secondFactor(SecondFactorCheck.of(factors))
                .build();
        Enrolment enrolment =
                factors.enrol(TENANT, ADA.user(), "Chat", LOGIN, soon()).orElseThrow();
        in(asking.login(request(PASSWORD, null, null), soon()));
        Secret shared = Secret.of(Base32.decode(enrolment.secret()));
        String first = new Totp().passwordAt(shared, Totp.stepAt(fixture.clock.instant()));
        assertThat(factors.confirm(TENANT, ADA.user(), first, soon())).isTrue();
        String code = enrolment.recoveryCodes().get(0);

        assertThat(asking.login(request(PASSWORD, null, null), soon()))
                .isEqualTo(new LoginResult.SecondFactorRequired());
        assertThat(asking.login(request(PASSWORD, first, null), soon())).isEqualTo(new LoginResult.Failed());
        in(asking.login(request(PASSWORD, code, null), soon()));
        assertThat(asking.login(request(PASSWORD, code, null), soon())).isEqualTo(new LoginResult.Failed());
    }

    private static void sample(LoginFixture system, SigningKeys keys, InstantSource clock, PrintStream out) {
        var users = system.users;
        var sessionStore = system.store;
        var refreshTokens = system.tokens;
        var throttle = system.throttle;
        var changes = system.changes;
        var tenant = TENANT;
        var passwords = system.gate;
        var deadline = soon();
        // sample begins
        String issuer = "https://chat.example.org";
        try (Access access = Access.builder()
                .keys(keys)
                .issuer(issuer)
                .audience("chat")
                .sessions(sessionStore)
                .users(users)
                .changes(changes)
                .clock(clock)
                .build()) {
            SessionPolicy policy = SessionPolicy.DEFAULT;
            AccessTokens tokens = new AccessTokens(keys, issuer, "chat", policy.accessLifetime(), clock);
            Sessions sessions = Sessions.builder(users, sessionStore, refreshTokens, tokens::issue)
                    .policy(policy)
                    .forgetting(access::forget)
                    .build();
            DeviceTokens devices = new DeviceTokens(keys.derived("devices"), "key", clock);
            LoginService logins = LoginService.builder(users, passwords, throttle, sessions, devices)
                    .build();

            LoginRequest request = new LoginRequest(
                    tenant, "ada@example.org", "correct horse battery staple", null, null, "Firefox", "192.0.2.1");
            if (logins.login(request, deadline) instanceof LoggedIn in) {
                out.println(access.authenticate(in.tokens().accessToken(), deadline));
            }
        }
        // sample ends
    }

    @Test
    void theSampleRuns() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        sample(fixture, keys, fixture.clock, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith("Granted[");
    }

    @Test
    void theReadmeShowsTheSample() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String shown = between(readme.substring(readme.indexOf("## Login")), "```java\n", "```");
        String source = Files.readString(Path.of("src/test/java/dev/parley/auth/login/WholeSystemTest.java"));
        String run = between(source, "// sample begins\n", "// sample ends");
        assertThat(shown.replaceAll("\\s", "")).isEqualTo(run.replaceAll("\\s", ""));
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
