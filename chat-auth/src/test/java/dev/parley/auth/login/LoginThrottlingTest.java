package dev.parley.auth.login;

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
import dev.parley.auth.login.LoginResult.Throttled;
import dev.parley.core.auth.LoginLane.Kind;
import dev.parley.core.observe.SecurityEvent.LoginThrottled;
import dev.parley.testkit.Concurrently;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoginThrottlingTest {

    private final LoginFixture fixture = new LoginFixture();

    private void failFiveTimes() {
        for (int i = 0; i < 5; i++) {
            assertThat(fixture.login(WRONG)).isEqualTo(new Failed());
        }
    }

    @Test
    void fiveFailuresCloseTheAccountForAMinute() {
        failFiveTimes();
        int verified = fixture.hasher.verified();

        assertThat(fixture.login(PASSWORD)).isEqualTo(new Throttled(Duration.ofMinutes(1)));

        assertThat(fixture.hasher.verified()).isEqualTo(verified);
        assertThat(fixture.events.all()).endsWith(new LoginThrottled(TENANT, Kind.ACCOUNT));
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(fixture.login(PASSWORD)).isInstanceOf(LoggedIn.class);
    }

    @Test
    void anUnknownNameIsClosedLikeAKnownOne() {
        for (String login : List.of(LOGIN, "nobody", "nul\u0000")) {
            for (int i = 0; i < 5; i++) {
                assertThat(fixture.service.login(tried(login, WRONG, HOME), soon()))
                        .isEqualTo(new Failed());
            }
            assertThat(fixture.service.login(tried(login, WRONG, HOME), soon()))
                    .isEqualTo(new Throttled(Duration.ofMinutes(1)));
        }
    }

    @Test
    void spellingsOfANameShareOneCount() {
        for (String login : List.of(
                "ada@example.org", "ADA@example.org", " Ada@Example.Org", "aDa@example.org\n", "adA@example.org")) {
            assertThat(fixture.service.login(tried(login, WRONG, HOME), soon())).isEqualTo(new Failed());
        }

        assertThat(fixture.login(PASSWORD)).isInstanceOf(Throttled.class);
    }

    @Test
    void aSuccessForgetsTheFailuresBeforeIt() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(fixture.login(WRONG)).isEqualTo(new Failed());
            }
            assertThat(fixture.login(PASSWORD)).isInstanceOf(LoggedIn.class);
        }
    }

    @Test
    void goodLoginsAreNotCounted() {
        for (int i = 0; i < 80; i++) {
            assertThat(fixture.login(PASSWORD)).isInstanceOf(LoggedIn.class);
        }
    }

    @Test
    void anOperatorLetsAUserInAgain() {
        failFiveTimes();

        fixture.service.reopen(TENANT, LoginName.require(LOGIN), soon());

        assertThat(fixture.login(PASSWORD)).isInstanceOf(LoggedIn.class);
    }

    @Test
    void of200WrongPasswordsAtOnceFiveAreLookedAt() {
        int before = fixture.hasher.verified();

        List<LoginResult> results = Concurrently.run(200, i -> fixture.loginFrom("198.51.100." + i, WRONG));

        assertThat(fixture.hasher.verified() - before).isEqualTo(5);
        assertThat(results.stream().filter(Failed.class::isInstance)).hasSize(5);
        assertThat(results.stream().filter(Throttled.class::isInstance))
                .hasSize(195)
                .allSatisfy(result -> {
                    assertThat(((Throttled) result).retryAfter()).isPositive();
                });
    }

    @Test
    void tenThousandGuessesFromAThousandAddressesDoNotKeepTheKnownDeviceOut() {
        String device = in(fixture.login(PASSWORD)).deviceToken();
        int before = fixture.hasher.verified();
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            int address = random.nextInt(1_000);
            fixture.loginFrom("203." + address / 250 + ".113." + address % 250, WRONG);
            // Never five within a quarter of an hour; it takes four weeks.
            fixture.clock.advance(Duration.ofMinutes(4));
        }

        assertThat(fixture.hasher.verified() - before).isLessThanOrEqualTo(100);
        assertThat(fixture.login(PASSWORD)).isInstanceOf(Throttled.class);
        assertThat(fixture.service.login(request(PASSWORD, null, device), soon()))
                .isInstanceOf(LoggedIn.class);
    }

    @Test
    void thePowerOfAKnownDeviceIsFiveGuesses() {
        String device = in(fixture.login(PASSWORD)).deviceToken();
        int before = fixture.hasher.verified();
        for (int i = 0; i < 20; i++) {
            fixture.service.login(request(WRONG, null, device), soon());
        }

        assertThat(fixture.hasher.verified() - before).isEqualTo(5);
        assertThat(fixture.events.all()).endsWith(new LoginThrottled(TENANT, Kind.DEVICE));
        assertThat(fixture.login(PASSWORD)).isInstanceOf(LoggedIn.class);
    }

    @Test
    void whoHadManyDeviceTokensMadeHasFiftyGuessesWithAllOfThem() {
        List<String> devices = Stream.generate(() -> in(fixture.login(PASSWORD)).deviceToken())
                .limit(30)
                .toList();
        int before = fixture.hasher.verified();
        for (int i = 0; i < 120; i++) {
            fixture.service.login(request(WRONG, null, devices.get(i % 30)), soon());
        }

        assertThat(fixture.hasher.verified() - before).isEqualTo(50);
        assertThat(fixture.login(PASSWORD)).isInstanceOf(LoggedIn.class);
        assertThat(fixture.service.login(request(PASSWORD, null, devices.get(0)), soon()))
                .isInstanceOf(Throttled.class);
        fixture.service.reopen(TENANT, LoginName.require(LOGIN), soon());
        assertThat(fixture.service.login(request(PASSWORD, null, devices.get(0)), soon()))
                .isInstanceOf(LoggedIn.class);
    }

    @Test
    void theDeviceOfOneUserIsUnknownForAnother() {
        String device = in(fixture.login(PASSWORD)).deviceToken();
        for (int i = 0; i < 6; i++) {
            fixture.service.login(new LoginRequest(TENANT, "victim", WRONG, null, device, "Firefox", HOME), soon());
        }

        assertThat(fixture.events.all()).endsWith(new LoginThrottled(TENANT, Kind.ACCOUNT));
    }

    @Test
    void whoTriesOnePasswordOnManyAccountsIsStoppedByAddress() {
        int before = fixture.hasher.verified();
        for (int i = 0; i < 10_000; i++) {
            fixture.service.login(tried("user" + i, WRONG, "2001:db8:0:7::" + Integer.toHexString(i)), soon());
        }

        assertThat(fixture.hasher.verified() - before).isEqualTo(50);
        assertThat(fixture.events.all()).endsWith(new LoginThrottled(TENANT, Kind.ADDRESS));
        assertThat(fixture.loginFrom("2001:db8:0:8::1", PASSWORD)).isInstanceOf(LoggedIn.class);
    }

    @Test
    void withoutABoundOfAccountsOnlyTheNetworkIsClosed() {
        LoginService service = fixture.service(LoginLimits.DEFAULT.withoutAccounts());
        String device = in(service.login(tried(LOGIN, PASSWORD, HOME), soon())).deviceToken();
        int before = fixture.hasher.verified();
        for (int i = 0; i < 120; i++) {
            service.login(i % 2 == 0 ? request(WRONG, null, device) : tried(LOGIN, WRONG, HOME), soon());
        }

        assertThat(fixture.hasher.verified() - before).isEqualTo(50);
        assertThat(fixture.events.all()).endsWith(new LoginThrottled(TENANT, Kind.ADDRESS));
        assertThat(service.login(tried(LOGIN, PASSWORD, "198.51.100.9"), soon()))
                .isInstanceOf(LoggedIn.class);
    }

    @Test
    void aGoodLoginInBetweenDoesNotOpenTheAddressAgain() {
        for (int i = 0; i < 49; i++) {
            fixture.service.login(tried("user" + i, WRONG, HOME), soon());
        }
        in(fixture.login(PASSWORD));
        assertThat(fixture.service.login(tried("user50", WRONG, HOME), soon())).isEqualTo(new Failed());

        assertThat(fixture.login(PASSWORD)).isInstanceOf(Throttled.class);
    }

    @Test
    void whatIsNoAddressIsOneAddress() {
        int before = fixture.hasher.verified();
        for (int i = 0; i < 100; i++) {
            fixture.service.login(tried("user" + i, WRONG, "made up " + i), soon());
        }

        assertThat(fixture.hasher.verified() - before).isEqualTo(50);
    }
}
