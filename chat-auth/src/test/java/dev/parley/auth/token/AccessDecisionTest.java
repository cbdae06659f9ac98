package dev.parley.auth.token;

import static dev.parley.auth.token.AccessNodes.TENANT;
import static dev.parley.auth.token.AccessNodes.USER;
import static dev.parley.auth.token.AccessNodes.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.ApiKey;
import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Resource;
import dev.parley.core.auth.Secret;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessDecisionTest {

    private static final Resource TENANT_WIDE = Resource.tenant();
    private static final AccessPolicy ADMINS_ONLY = (who, resource, action, deadline) ->
            who.roles().contains("admin") ? Authorization.allowed() : Authorization.denied("not_granted");

    private final Map<String, ApiKey> apiKeys = new ConcurrentHashMap<>();

    private AccessNodes nodes(AccessPolicy policy) {
        return new AccessNodes(Keys.shared(), (key, deadline) -> Optional.ofNullable(apiKeys.get(key)), policy);
    }

    @Test
    void thePolicyDecidesWithTheRolesAsTheyAreNow() {
        try (AccessNodes nodes = nodes(ADMINS_ONLY)) {
            String token = nodes.token();
            assertThat(nodes.here.authorize(token, TENANT_WIDE, Action.SET_ROLES, soon()))
                    .isEqualTo(
                            new AccessDecision.Allowed((AccessResult.Granted) nodes.here.authenticate(token, soon())));
            nodes.users.replaceRoles(TENANT, USER, Set.of(), soon());
            nodes.poll();
            assertThat(nodes.here.authorize(token, TENANT_WIDE, Action.SET_ROLES, soon()))
                    .isEqualTo(new AccessDecision.Denied("not_granted"));
            assertThat(nodes.here.authorize("x", TENANT_WIDE, Action.SET_ROLES, soon()))
                    .isEqualTo(new AccessDecision.Unauthenticated(AccessRefusal.TOKEN_INVALID));
        }
    }

    @Test
    void aPolicyThatCantDecideDecidesNothing() {
        AccessPolicy broken = (who, resource, action, deadline) -> {
            throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The roles can't be read", null);
        };
        try (AccessNodes nodes = nodes(broken)) {
            assertThatThrownBy(() -> nodes.here.authorize(nodes.token(), TENANT_WIDE, Action.READ, soon()))
                    .isInstanceOf(ChatException.class)
                    .hasMessageContaining("store_unavailable");
        }
    }

    private static ApiKey key(Set<String> scopes, Instant expiresAt) {
        return new ApiKey("id", TENANT, USER, "robot", scopes, Instant.EPOCH, expiresAt, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "message:*", "message:post"})
    void aKeyIsBoundedByItsScopesAndByTheUsersRoles(String scope) {
        apiKeys.put("pk_1", key(Set.of(scope), null));
        try (AccessNodes nodes = nodes(ADMINS_ONLY)) {
            assertThat(nodes.here.authorize("pk_1", TENANT_WIDE, Action.POST, soon()))
                    .isInstanceOf(AccessDecision.Allowed.class);
            assertThat(nodes.here.authorize("pk_1", TENANT_WIDE, Action.READ, soon()))
                    .isInstanceOf(scope.equals("*") ? AccessDecision.Allowed.class : AccessDecision.Denied.class);
            nodes.users.replaceRoles(TENANT, USER, Set.of(), soon());
            nodes.poll();
            assertThat(nodes.here.authorize("pk_1", TENANT_WIDE, Action.POST, soon()))
                    .isEqualTo(new AccessDecision.Denied("not_granted"));
        }
    }

    @Test
    void aKeyEndsWhenItIsRevokedAndWithItsTime() {
        AccessNodes nodes = nodes(ADMINS_ONLY);
        apiKeys.put("pk_1", key(Set.of("*"), null));
        apiKeys.put("pk_2", key(Set.of("*"), nodes.clock.instant().plusSeconds(60)));
        assertThat(nodes.here.authenticate("pk_1", soon())).isInstanceOf(AccessResult.Granted.class);
        assertThat(nodes.here.authenticate("pk_2", soon())).isInstanceOf(AccessResult.Granted.class);
        apiKeys.clear();
        assertThat(nodes.here.authenticate("pk_1", soon())).isInstanceOf(AccessResult.Granted.class);
        nodes.changes.raise(TENANT, USER, soon());
        nodes.poll();
        assertThat(nodes.here.authenticate("pk_1", soon()))
                .isEqualTo(new AccessResult.Refused(AccessRefusal.TOKEN_INVALID));
        nodes.pass(Duration.ofSeconds(60));
        assertThat(nodes.here.authenticate("pk_2", soon()))
                .isEqualTo(new AccessResult.Refused(AccessRefusal.TOKEN_INVALID));
        nodes.close();
    }

    @Test
    void aTokenOfAKeyThatWasTakenAwayIsRefusedThoughItIsKnown() {
        InMemorySecrets source = Keys.source(Keys.SECRET);
        AtomicNanos nanos = new AtomicNanos();
        SigningKeys keys = SigningKeys.fromSharedSecret(source, Keys.NAME, nanos);
        AccessNodes nodes = new AccessNodes(keys, (key, deadline) -> Optional.empty(), ADMINS_ONLY);
        String token = nodes.token();
        assertThat(nodes.here.authenticate(token, soon())).isInstanceOf(AccessResult.Granted.class);
        source.rotate(Keys.NAME, Secret.of("Zt3Yw8Qm5Lc1Vn7Bs2Kd9Hx4Gf6Rj0Pa"));
        nanos.pass();
        nodes.poll();
        assertThat(nodes.here.authenticate(token, soon())).isInstanceOf(AccessResult.Granted.class);
        source.put(Keys.NAME, source.current(Keys.NAME).value());
        nanos.pass();
        nodes.poll();
        assertThat(nodes.here.authenticate(token, soon()))
                .isEqualTo(new AccessResult.Refused(AccessRefusal.TOKEN_INVALID));
        nodes.close();
    }

    /** Goes on by what the keys wait before they ask again. */
    private static final class AtomicNanos implements java.util.function.LongSupplier {

        private long now;

        void pass() {
            now += Duration.ofSeconds(10).toNanos();
        }

        @Override
        public long getAsLong() {
            return now;
        }
    }

    @Test
    void theThreadReadsTheFeedByItself() {
        try (AccessNodes nodes = nodes(ADMINS_ONLY)) {
            Access real = Access.builder()
                    .keys(nodes.keys)
                    .issuer("i")
                    .audience("a")
                    .sessions(nodes.sessions)
                    .users(nodes.users)
                    .changes(nodes.changes)
                    .clock(nodes.clock)
                    .build();
            String token = nodes.token();
            assertThat(real.authenticate(token, soon())).isInstanceOf(AccessResult.Granted.class);
            nodes.users.setEnabled(TENANT, USER, false, soon());
            org.awaitility.Awaitility.await()
                    .until(() -> real.authenticate(token, soon()) instanceof AccessResult.Refused);
            real.close();
        }
    }
}
