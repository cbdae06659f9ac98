package dev.parley.redis.auth;

import static dev.parley.redis.auth.AuthServer.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.parley.auth.token.Access;
import dev.parley.auth.token.AccessDecision;
import dev.parley.auth.token.AccessRefusal;
import dev.parley.auth.token.AccessResult;
import dev.parley.auth.token.AccessTokens;
import dev.parley.auth.token.SigningKeys;
import dev.parley.core.auth.Action;
import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Resource;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorKind;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What has ended on one node is refused by the other within the bound of a second, here asserted with slack. */
class AuthAccessIT {

    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Duration MONTH = Duration.ofDays(30);

    @RegisterExtension
    static final AuthServer SERVER = new AuthServer();

    private final UserId user = new UserId("ann");
    private final SessionId session = new SessionId(UUID.randomUUID().toString());
    private final RedisConnections far = SERVER.another();
    private final SessionStore sessions = RedisSessionStore.on(SERVER.connections());
    private final UserDirectory users = UserDirectory.inMemory(RedisAccessChanges.on(SERVER.connections()));
    private final SigningKeys keys = SigningKeys.fromSharedSecret(secrets(), "key");
    private final Access here = node(SERVER.connections());
    private final Access there = node(far);
    private final String token = new AccessTokens(keys, "i", "a", AccessTokens.DEFAULT_LIFETIME, InstantSource.system())
            .issue(TENANT, user, session);

    private static InMemorySecrets secrets() {
        InMemorySecrets source = SecretSource.inMemory();
        source.put("key", Secret.of("q8Kf2vLx0Tz5Wn7Yb3Rc9Jd1Hg6Mp4Qs"));
        return source;
    }

    private Access node(RedisConnections connections) {
        return Access.builder()
                .keys(keys)
                .issuer("i")
                .audience("a")
                .sessions(RedisSessionStore.on(connections))
                .users(users)
                .changes(RedisAccessChanges.on(connections))
                .policy((who, resource, action, deadline) ->
                        who.roles().contains("admin") ? Authorization.allowed() : Authorization.denied("not_granted"))
                .build();
    }

    @BeforeEach
    void logIn() {
        users.register(TENANT, new NewUser(user, "ann", "Ann", Set.of("admin"), null), soon())
                .orThrow();
        sessions.open(TENANT, new NewSession(session, user, "device", "192.0.2.1", false, MONTH, MONTH), soon());
        granted(here);
        granted(there);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        far.close();
    }

    private void granted(Access node) {
        assertThat(node.authenticate(token, soon())).isInstanceOf(AccessResult.Granted.class);
    }

    private void refusedEverywhere(AccessRefusal reason) {
        for (Access node : new Access[] {here, there}) {
            await().atMost(BOUND)
                    .untilAsserted(() ->
                            assertThat(node.authenticate(token, soon())).isEqualTo(new AccessResult.Refused(reason)));
        }
    }

    @Test
    void aLogoutTakesEffectOnAllNodes() {
        sessions.revoke(TENANT, session, soon());
        refusedEverywhere(AccessRefusal.SESSION_ENDED);
    }

    @Test
    void aDisabledUserIsRefusedOnAllNodes() {
        users.setEnabled(TENANT, user, false, soon());
        refusedEverywhere(AccessRefusal.USER_DISABLED);
    }

    @Test
    void aRoleThatWasTakenAwayIsGoneOnAllNodes() {
        assertThat(here.authorize(token, Resource.tenant(), Action.LIST_CONVERSATIONS, soon()))
                .isInstanceOf(AccessDecision.Allowed.class);
        users.replaceRoles(TENANT, user, Set.of(), soon()).orThrow();
        for (Access node : new Access[] {here, there}) {
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(
                                    node.authorize(token, Resource.tenant(), Action.LIST_CONVERSATIONS, soon()))
                            .isInstanceOf(AccessDecision.Denied.class));
        }
    }

    @Test
    void withoutRedisNobodyIsTrustedForLongerThanTheBound() {
        SERVER.redis().freeze();
        try {
            for (Access node : new Access[] {here, there}) {
                await().atMost(BOUND)
                        .untilAsserted(() -> assertThatExceptionOfType(ChatException.class)
                                .isThrownBy(() -> node.authenticate(token, Deadline.after(Duration.ofMillis(100))))
                                .satisfies(e -> assertThat(e.code().kind()).isEqualTo(ErrorKind.UNAVAILABLE)));
            }
        } finally {
            SERVER.redis().thaw();
        }
        await().atMost(BOUND).ignoreExceptions().untilAsserted(() -> granted(there));
        await().atMost(BOUND).ignoreExceptions().untilAsserted(() -> sessions.revoke(TENANT, session, soon()));
        refusedEverywhere(AccessRefusal.SESSION_ENDED);
    }

    @Test
    void anEmptiedRedisIsNotOverlooked() {
        SERVER.connections().call(commands -> commands.flushall(), soon());
        refusedEverywhere(AccessRefusal.SESSION_ENDED);
    }
}
