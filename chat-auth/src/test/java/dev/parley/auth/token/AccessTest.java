package dev.parley.auth.token;

import static dev.parley.auth.token.AccessNodes.SESSION;
import static dev.parley.auth.token.AccessNodes.TENANT;
import static dev.parley.auth.token.AccessNodes.USER;
import static dev.parley.auth.token.AccessNodes.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.auth.SessionId;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.testkit.Concurrently;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two nodes, in memory; {@code poll} stands for the thread of each node. */
class AccessTest {

    private static final Duration QUARTER = Duration.ofMillis(250);

    private final AccessNodes nodes = new AccessNodes();
    private final String token = nodes.token();

    @AfterEach
    void close() {
        nodes.close();
    }

    private static AccessResult refused(AccessRefusal reason) {
        return new AccessResult.Refused(reason);
    }

    private static AccessResult granted(String... roles) {
        return new AccessResult.Granted(Principal.of(TENANT, USER), SESSION, Set.of(roles), Set.of("*"));
    }

    @Test
    void aTokenSaysWhoItIsAndTheRolesAreLookedUp() {
        assertThat(nodes.here.authenticate(token, soon())).isEqualTo(granted("admin"));
    }

    @Test
    void aTokenThatIsKnownAsksNobody() {
        nodes.here.authenticate(token, soon());
        int calls = nodes.storeOutage.calls();
        for (int round = 0; round < 40; round++) {
            nodes.pass(QUARTER);
            nodes.poll();
            assertThat(nodes.here.authenticate(token, soon())).isEqualTo(granted("admin"));
        }
        assertThat(nodes.storeOutage.calls()).isEqualTo(calls);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "the session is revoked",
                        AccessRefusal.SESSION_ENDED,
                        nodes -> assertThat(nodes.sessions.revoke(TENANT, SESSION, soon()))
                                .isTrue()),
                change(
                        "all sessions are revoked",
                        AccessRefusal.SESSION_ENDED,
                        nodes -> assertThat(nodes.sessions.revokeAll(TENANT, USER, null, soon()))
                                .isOne()),
                change(
                        "the user is disabled",
                        AccessRefusal.USER_DISABLED,
                        nodes -> nodes.users.setEnabled(TENANT, USER, false, soon())),
                change(
                        "the user is erased",
                        AccessRefusal.USER_UNKNOWN,
                        nodes -> assertThat(nodes.users.erase(TENANT, USER, soon()))
                                .isTrue()));
    }

    private static Arguments change(String name, AccessRefusal reason, Consumer<AccessNodes> change) {
        return Arguments.of(name, reason, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aChangeTakesEffectHereAtOnceAndThereWithTheNextReading(
            String name, AccessRefusal reason, Consumer<AccessNodes> change) {
        assertThat(nodes.here.authenticate(token, soon())).isEqualTo(granted("admin"));
        assertThat(nodes.there.authenticate(token, soon())).isEqualTo(granted("admin"));
        change.accept(nodes);
        nodes.here.forget(TENANT, USER);
        assertThat(nodes.here.authenticate(token, soon())).isEqualTo(refused(reason));
        nodes.pass(QUARTER);
        nodes.poll();
        assertThat(nodes.there.authenticate(token, soon())).isEqualTo(refused(reason));
        assertThat(nodes.here.authenticate(token, soon())).isEqualTo(refused(reason));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aChangeTakesEffectWithinTheBoundWhenNobodyReadsTheFeed(
            String name, AccessRefusal reason, Consumer<AccessNodes> change) {
        nodes.there.authenticate(token, soon());
        change.accept(nodes);
        nodes.pass(Duration.ofSeconds(1));
        assertThat(nodes.there.authenticate(token, soon())).isEqualTo(granted("admin"));
        nodes.pass(Duration.ofNanos(1));
        assertThat(nodes.there.authenticate(token, soon())).isEqualTo(refused(reason));
    }

    @Test
    void otherRolesTakeEffectAndAnEnabledUserIsLetInAgain() {
        nodes.there.authenticate(token, soon());
        nodes.users.replaceRoles(TENANT, USER, Set.of("member"), soon());
        nodes.poll();
        assertThat(nodes.there.authenticate(token, soon())).isEqualTo(granted("member"));
        nodes.users.setEnabled(TENANT, USER, false, soon());
        nodes.poll();
        assertThat(nodes.there.authenticate(token, soon())).isEqualTo(refused(AccessRefusal.USER_DISABLED));
        nodes.users.setEnabled(TENANT, USER, true, soon());
        nodes.poll();
        assertThat(nodes.there.authenticate(token, soon())).isEqualTo(granted("member"));
    }

    @Test
    void aChangeOfSomebodyElseConcernsNobody() {
        nodes.here.authenticate(token, soon());
        int calls = nodes.storeOutage.calls();
        nodes.changes.raise(TENANT, new dev.parley.core.message.UserId("bob"), soon());
        nodes.changes.raise(new dev.parley.core.message.TenantId("other"), USER, soon());
        nodes.poll();
        nodes.here.authenticate(token, soon());
        assertThat(nodes.storeOutage.calls()).isEqualTo(calls);
    }

    @Test
    void theNextChangeIsFoundBehindATruncatedFeed() {
        nodes.there.authenticate(token, soon());
        nodes.sessions.revoke(TENANT, SESSION, soon());
        nodes.pass(Duration.ofSeconds(601));
        nodes.changes.raise(TENANT, new dev.parley.core.message.UserId("bob"), soon());
        nodes.poll();
        assertThat(nodes.there.authenticate(token, soon())).isEqualTo(refused(AccessRefusal.SESSION_ENDED));
    }

    @Test
    void aTokenEndsWithItsTime() {
        nodes.here.authenticate(token, soon());
        nodes.pass(Duration.ofHours(1).plusSeconds(4));
        nodes.poll();
        assertThat(nodes.here.authenticate(token, soon())).isEqualTo(granted("admin"));
        nodes.pass(Duration.ofSeconds(1));
        assertThat(nodes.here.authenticate(token, soon())).isEqualTo(refused(AccessRefusal.TOKEN_EXPIRED));
        assertThat(nodes.here.authenticate(token, soon())).isEqualTo(refused(AccessRefusal.TOKEN_EXPIRED));
    }

    @Test
    void aSessionThatEndsByTimeEndsItsTokens() {
        SessionId brief = new SessionId("s2");
        nodes.sessions.open(
                TENANT,
                new dev.parley.core.auth.NewSession(
                        brief, USER, "d", "192.0.2.1", false, Duration.ofMinutes(5), Duration.ofMinutes(10)),
                soon());
        String of = nodes.tokens.issue(TENANT, USER, brief);
        for (int minute = 0; minute < 10; minute++) {
            nodes.poll();
            assertThat(nodes.here.authenticate(of, soon()))
                    .as("minute %s", minute)
                    .isInstanceOf(AccessResult.Granted.class);
            nodes.pass(Duration.ofMinutes(1));
        }
        nodes.poll();
        assertThat(nodes.here.authenticate(of, soon())).isEqualTo(refused(AccessRefusal.SESSION_ENDED));
    }

    @Test
    void aUseIsNotedOnceAMinute() {
        Instant opened = nodes.clock.instant();
        nodes.pass(Duration.ofSeconds(10));
        nodes.here.authenticate(token, soon());
        for (int second = 0; second < 59; second++) {
            nodes.pass(Duration.ofSeconds(1));
            nodes.poll();
            nodes.here.authenticate(token, soon());
        }
        assertThat(lastSeen()).isEqualTo(opened.plusSeconds(10));
        nodes.pass(Duration.ofSeconds(1));
        nodes.here.authenticate(token, soon());
        assertThat(lastSeen()).isEqualTo(opened.plusSeconds(70));
        assertThat(nodes.sessions.find(TENANT, SESSION, soon()).orElseThrow().address())
                .isEqualTo("192.0.2.1");
    }

    private Instant lastSeen() {
        return nodes.sessions.find(TENANT, SESSION, soon()).orElseThrow().lastSeenAt();
    }

    @Test
    void tokensOfOthersAreRefusedAndNotKept() {
        String forged = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BB" : "AA");
        for (String bearer : List.of(
                forged,
                "",
                "x",
                "pk_none",
                token + "\u0100",
                token.replace('e', '\u0165'),
                "a".repeat(9000),
                Vectors.HS256,
                Vectors.ES256)) {
            assertThat(nodes.here.authenticate(bearer, soon())).isEqualTo(refused(AccessRefusal.TOKEN_INVALID));
        }
        nodes.here.authenticate(token, soon());
        assertThat(nodes.here.authenticate(forged, soon())).isEqualTo(refused(AccessRefusal.TOKEN_INVALID));
        char[] aliased = token.toCharArray();
        aliased[3] = (char) (aliased[3] + 0x100);
        assertThat(nodes.here.authenticate(new String(aliased), soon()))
                .isEqualTo(refused(AccessRefusal.TOKEN_INVALID));
    }

    @Test
    void aTokenOfAnotherUsersSessionIsRefused() {
        nodes.users.register(
                TENANT,
                new dev.parley.core.auth.NewUser(
                        new dev.parley.core.message.UserId("bob"), "bob", "Bob", Set.of(), null),
                soon());
        String mixed = nodes.tokens.issue(TENANT, new dev.parley.core.message.UserId("bob"), SESSION);
        assertThat(nodes.here.authenticate(mixed, soon())).isEqualTo(refused(AccessRefusal.SESSION_ENDED));
    }

    @Test
    void ofManyThatMustReadOneReads() {
        int calls = nodes.storeOutage.calls();
        List<AccessResult> results = Concurrently.run(32, i -> nodes.here.authenticate(token, soon()));
        assertThat(results).containsOnly(granted("admin"));
        // One finds the session, one the user, one notes the use.
        assertThat(nodes.storeOutage.calls() - calls).isEqualTo(3);
    }

    @Test
    void aWatchedAccessEndsWithoutBeingUsed() {
        assertThat(nodes.there.check(token).holds()).isFalse();
        nodes.there.authenticate(token, soon());
        AccessCheck check = nodes.there.check(token);
        assertThat(check.holds()).isTrue();
        nodes.sessions.revoke(TENANT, SESSION, soon());
        assertThat(check.holds()).isTrue();
        nodes.poll();
        Awaitility.await().until(() -> !check.holds());
    }

    @Test
    void aWatchedAccessEndsWithItsToken() {
        nodes.here.authenticate(token, soon());
        AccessCheck check = nodes.here.check(token);
        nodes.pass(Duration.ofHours(1).plusSeconds(5));
        assertThat(check.holds()).isFalse();
    }
}
