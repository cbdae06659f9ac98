package dev.parley.auth.session;

import static dev.parley.auth.session.SessionsFixture.ADA;
import static dev.parley.auth.session.SessionsFixture.BOB;
import static dev.parley.auth.session.SessionsFixture.TENANT;
import static dev.parley.auth.session.SessionsFixture.open;
import static dev.parley.auth.session.SessionsFixture.refresh;
import static dev.parley.auth.session.SessionsFixture.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.auth.session.RefreshResult.Reason;
import dev.parley.auth.session.RefreshResult.Refreshed;
import dev.parley.auth.session.RefreshResult.Refused;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.TenantId;
import dev.parley.core.observe.SecurityEvent.SessionsRevoked;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private final SessionsFixture fixture = new SessionsFixture();
    private final Sessions sessions = fixture.sessions();

    @Test
    void anOpenedSessionIsListedAsItWasOpened() {
        TokenPair pair = sessions.open(TENANT, ADA.user(), "Firefox\n", "192.0.2.7", true, soon());

        assertThat(sessions.list(ADA, soon())).singleElement().satisfies(session -> {
            assertThat(session.id()).isEqualTo(pair.session());
            assertThat(session.device()).isEqualTo("Firefox ");
            assertThat(session.address()).isEqualTo("192.0.2.7");
            assertThat(session.secondFactor()).isTrue();
        });
        assertThat(pair.accessToken()).isEqualTo("access of " + pair.session());
        assertThat(pair.expiresIn()).isEqualTo(SessionPolicy.DEFAULT.accessLifetime());
        assertThat(sessions.list(BOB, soon())).isEmpty();
    }

    @Test
    void everySessionHasAnIdOf128RandomBitsAndATokenOf256() {
        Set<SessionId> ids = new HashSet<>();
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            TokenPair pair = open(sessions, ADA);
            assertThat(pair.session().value()).matches("[A-Za-z0-9_-]{22}");
            assertThat(pair.refreshToken()).matches("rt_[A-Za-z0-9_-]{43}");
            ids.add(pair.session());
            tokens.add(pair.refreshToken());
        }

        assertThat(ids).hasSize(50);
        assertThat(tokens).hasSize(50);
    }

    @Test
    void logoutEndsTheSessionAndItsTokensAndIsForgottenHere() {
        TokenPair pair = open(sessions, ADA);
        TokenPair other = open(sessions, ADA);

        sessions.logout(ADA, pair.session(), soon());

        assertThat(sessions.list(ADA, soon())).extracting(Session::id).containsExactly(other.session());
        assertThat(refresh(sessions, pair.refreshToken())).isEqualTo(new Refused(Reason.UNKNOWN));
        assertThat(refresh(sessions, other.refreshToken())).isInstanceOf(Refreshed.class);
        assertThat(fixture.forgotten).containsExactly(ADA.user());
    }

    @Test
    void nobodyEndsTheSessionOfAnother() {
        TokenPair ofAda = open(sessions, ADA);
        Principal elsewhere = Principal.of(new TenantId("other"), ADA.user());

        assertThat(sessions.revoke(BOB, ofAda.session(), soon())).isFalse();
        assertThat(sessions.revoke(elsewhere, ofAda.session(), soon())).isFalse();
        sessions.logout(BOB, ofAda.session(), soon());

        assertThat(sessions.list(ADA, soon())).hasSize(1);
        assertThat(refresh(sessions, ofAda.refreshToken())).isInstanceOf(Refreshed.class);
        assertThat(fixture.events.all()).isEmpty();
    }

    @Test
    void revokingOneTellsOfItOnce() {
        TokenPair pair = open(sessions, ADA);

        assertThat(sessions.revoke(ADA, pair.session(), soon())).isTrue();
        assertThat(sessions.revoke(ADA, pair.session(), soon())).isFalse();

        assertThat(fixture.events.all()).containsExactly(new SessionsRevoked(TENANT, ADA.user(), 1, ADA.user()));
    }

    @Test
    void logoutEverywhereSparesTheExceptedOne() {
        TokenPair first = open(sessions, ADA);
        TokenPair kept = open(sessions, ADA);
        TokenPair third = open(sessions, ADA);
        TokenPair ofBob = open(sessions, BOB);

        assertThat(sessions.logoutAll(ADA, ADA.user(), kept.session(), soon())).isEqualTo(2);

        assertThat(refresh(sessions, first.refreshToken())).isEqualTo(new Refused(Reason.UNKNOWN));
        assertThat(refresh(sessions, third.refreshToken())).isEqualTo(new Refused(Reason.UNKNOWN));
        assertThat(refresh(sessions, kept.refreshToken())).isInstanceOf(Refreshed.class);
        assertThat(refresh(sessions, ofBob.refreshToken())).isInstanceOf(Refreshed.class);
        assertThat(fixture.forgotten).containsExactly(ADA.user());
        assertThat(fixture.events.all()).containsExactly(new SessionsRevoked(TENANT, ADA.user(), 2, ADA.user()));
    }

    @Test
    void anOperatorEndsAllAndTheEventSaysWho() {
        open(sessions, ADA);

        assertThat(sessions.logoutAll(BOB, ADA.user(), null, soon())).isEqualTo(1);

        assertThat(sessions.list(ADA, soon())).isEmpty();
        assertThat(fixture.events.all()).containsExactly(new SessionsRevoked(TENANT, ADA.user(), 1, BOB.user()));
    }

    @Test
    void aSessionWithoutTokensIsTakenBack() {
        fixture.tokens.close();

        assertThatThrownBy(() -> open(sessions, ADA)).isInstanceOf(ChatException.class);

        assertThat(sessions.list(ADA, soon())).isEmpty();
    }

    @Test
    void tokensAreNotShown() {
        TokenPair pair = open(sessions, ADA);

        RefreshResult result = refresh(sessions, pair.refreshToken());

        assertThat(pair.toString()).doesNotContain("access of", "rt_");
        assertThat(result.toString()).doesNotContain("access of", "rt_");
    }
}
