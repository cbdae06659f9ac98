package dev.parley.auth.login;

import static dev.parley.auth.login.LoginFixture.ADA;
import static dev.parley.auth.login.LoginFixture.HOME;
import static dev.parley.auth.login.LoginFixture.LOGIN;
import static dev.parley.auth.login.LoginFixture.OPERATOR;
import static dev.parley.auth.login.LoginFixture.PASSWORD;
import static dev.parley.auth.login.LoginFixture.TENANT;
import static dev.parley.auth.login.LoginFixture.in;
import static dev.parley.auth.login.LoginFixture.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.auth.login.LoginResult.Failed;
import dev.parley.auth.session.RefreshResult.Refused;
import dev.parley.auth.session.TokenPair;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.NewApiKey;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.SecondFactorStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.SecurityEvent.RolesReplaced;
import dev.parley.core.observe.SecurityEvent.SessionsRevoked;
import dev.parley.core.observe.SecurityEvent.UserEnabled;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserAdministrationTest {

    private static final Principal STRANGER = Principal.of(new TenantId("other"), OPERATOR.user());

    private final LoginFixture fixture = new LoginFixture();
    private final UserAdministration administration = new UserAdministration(
            fixture.users, fixture.sessions, (tenant, user) -> fixture.forgotten.add(user), fixture.events);

    @Test
    void aDisabledUserIsOutEverywhereUntilEnabled() {
        TokenPair pair = in(fixture.login(PASSWORD)).tokens();
        fixture.events.forget();

        administration.disable(OPERATOR, ADA.user(), soon()).orThrow();

        assertThat(fixture.sessions.list(ADA, soon())).isEmpty();
        assertThat(fixture.sessions.refresh(pair.refreshToken(), HOME, soon())).isInstanceOf(Refused.class);
        assertThat(fixture.events.all())
                .containsExactly(
                        new UserEnabled(TENANT, ADA.user(), false, OPERATOR.user()),
                        new SessionsRevoked(TENANT, ADA.user(), 1, OPERATOR.user()));
        assertThat(fixture.forgotten).contains(ADA.user());
        assertThat(fixture.login(PASSWORD)).isEqualTo(new Failed());

        administration.enable(OPERATOR, ADA.user(), soon()).orThrow();

        in(fixture.login(PASSWORD));
        assertThat(fixture.events.of(UserEnabled.class)).last().satisfies(event -> {
            assertThat(event.enabled()).isTrue();
        });
    }

    @Test
    void replacedRolesAreForgottenHereAndTold() {
        administration
                .replaceRoles(OPERATOR, ADA.user(), Set.of("admin"), soon())
                .orThrow();

        assertThat(fixture.users
                        .findById(TENANT, ADA.user(), soon())
                        .orElseThrow()
                        .roles())
                .containsExactly("admin");
        assertThat(fixture.forgotten).containsExactly(ADA.user());
        assertThat(fixture.events.all())
                .containsExactly(new RolesReplaced(TENANT, ADA.user(), Set.of("admin"), OPERATOR.user()));
        assertThatThrownBy(() -> administration.replaceRoles(OPERATOR, ADA.user(), Set.of("No!"), soon()))
                .isInstanceOf(ChatException.class);
    }

    @Test
    void nobodyReachesIntoAnotherTenant() {
        in(fixture.login(PASSWORD));
        fixture.events.forget();

        assertThat(administration.disable(STRANGER, ADA.user(), soon()))
                .isEqualTo(Outcome.refused(ErrorCode.USER_NOT_FOUND));
        assertThat(administration.replaceRoles(STRANGER, ADA.user(), Set.of("admin"), soon()))
                .isEqualTo(Outcome.refused(ErrorCode.USER_NOT_FOUND));

        assertThat(fixture.sessions.list(ADA, soon())).hasSize(1);
        assertThat(fixture.events.all()).isEmpty();
    }

    @Test
    void erasingLeavesNothingOfTheUser() {
        ApiKeyStore keys = ApiKeyStore.inMemory(fixture.clock, fixture.changes);
        SecondFactorStore factors = SecondFactorStore.inMemory();
        AccessErasure erasure = new AccessErasure(fixture.users, fixture.sessions, fixture.throttle, keys, factors);
        TokenPair pair = in(fixture.login(PASSWORD)).tokens();
        TokenHash key = TokenHash.of("key");
        keys.create(TENANT, new NewApiKey("k1", ADA.user(), "laptop", key, Set.of("message:*"), null), soon())
                .orThrow();
        factors.enrol(TENANT, ADA.user(), Secret.of("sealed"), Set.of(), soon());

        assertThat(erasure.erase(STRANGER, ADA.user(), soon())).isFalse();
        assertThat(erasure.erase(OPERATOR, ADA.user(), soon())).isTrue();

        assertThat(fixture.sessions.list(ADA, soon())).isEmpty();
        assertThat(fixture.sessions.refresh(pair.refreshToken(), HOME, soon())).isInstanceOf(Refused.class);
        assertThat(keys.find(key, soon())).isEmpty();
        assertThat(factors.find(TENANT, ADA.user(), soon())).isEmpty();
        assertThat(fixture.users.findById(TENANT, ADA.user(), soon())).isEmpty();
        assertThat(fixture.login(PASSWORD)).isEqualTo(new Failed());
        assertThat(erasure.erase(OPERATOR, new UserId("nobody"), soon())).isFalse();
    }

    @Test
    void failuresFromBeforeTheErasureDoNotMeetWhoTakesTheNameNext() {
        AccessErasure erasure = new AccessErasure(
                fixture.users,
                fixture.sessions,
                fixture.throttle,
                ApiKeyStore.inMemory(fixture.clock, fixture.changes),
                SecondFactorStore.inMemory());
        for (int i = 0; i < 5; i++) {
            fixture.login("wrong");
        }
        assertThat(fixture.login(PASSWORD)).isInstanceOf(LoginResult.Throttled.class);

        erasure.erase(OPERATOR, ADA.user(), soon());

        new Registration(fixture.users, fixture.newPasswords)
                .register(TENANT, new UserId("u-2"), LOGIN, PASSWORD, "Another", soon());
        assertThat(in(fixture.login(PASSWORD)).user().id()).isEqualTo(new UserId("u-2"));
    }
}
