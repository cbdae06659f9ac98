package dev.parley.redis.auth;

import static dev.parley.redis.auth.AuthServer.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.RefreshRotation;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.redis.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that mean something to keys, lines or Lua mean nothing here; and bounds may be reached. */
class HostileValuesIT {

    private static final TenantId TENANT = new TenantId("a.b_c-D");
    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension
    static final AuthServer SERVER = new AuthServer();

    private static SessionId newId() {
        return new SessionId(UUID.randomUUID().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:b",
                "{x}",
                "}{",
                "a b c",
                "a=1",
                "100%",
                "%41",
                "A",
                "a+b",
                "']] redis.call('FLUSHALL') --",
                "\"..os.exit()..\"",
                "ünïcödé \uD83D\uDE00",
                "-inf",
                "*"
            })
    void aNameIsOnlyAName(String name) {
        UserId user = new UserId(name);
        UserId other = new UserId(name + "x");
        SessionStore sessions = RedisSessionStore.on(SERVER.connections());
        AccessChanges changes = RedisAccessChanges.on(SERVER.connections());
        long cursor = changes.head(soon());
        Session opened =
                sessions.open(TENANT, new NewSession(newId(), user, name + " \u2028", name, true, HOUR, HOUR), soon());
        Session others = sessions.open(TENANT, new NewSession(newId(), other, name, name, true, HOUR, HOUR), soon());
        assertThat(sessions.find(TENANT, opened.id(), soon())).contains(opened);
        assertThat(sessions.list(TENANT, user, soon())).containsExactly(opened);
        assertThat(sessions.revokeAll(TENANT, user, null, soon())).isEqualTo(1);
        assertThat(changes.since(cursor, 10, soon()).changes())
                .containsExactly(new AccessChanges.Change(cursor + 1, TENANT, user));
        assertThat(sessions.list(TENANT, other, soon())).containsExactly(others);
        assertThat(sessions.revoke(TENANT, others.id(), soon())).isTrue();
    }

    @Test
    void valuesMayBeAsLongAsTheirBounds() {
        UserId user = new UserId("\uD83D\uDE00".repeat(128));
        SessionId id = new SessionId("s".repeat(64));
        TenantId tenant = new TenantId("t".repeat(64));
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        String text = "\uD83D\uDE00".repeat(500);
        Session opened = RedisSessionStore.on(SERVER.connections())
                .open(tenant, new NewSession(id, user, text, text, true, forever, forever), soon());
        assertThat(RedisSessionStore.on(SERVER.connections()).list(tenant, user, soon()))
                .containsExactly(opened);
        assertThat(opened.expiresAt()).isAfter(opened.createdAt().plus(Duration.ofDays(36_000)));

        RefreshTokenStore tokens = RedisRefreshTokenStore.on(SERVER.connections());
        RefreshOwner owner = new RefreshOwner(tenant, user, id);
        TokenHash first = TokenHash.of("first");
        byte[] bytes = new byte[512];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Secret sealed = Secret.of(bytes);
        tokens.issue(owner, first, forever, forever, soon());
        tokens.rotate(first, TokenHash.of("second"), sealed, Duration.ofNanos(1), forever, soon());
        assertThat(tokens.rotate(first, TokenHash.of("third"), sealed, forever, forever, soon()))
                .as("a nanosecond is over")
                .isEqualTo(new RefreshRotation.Expired());
        assertThat(tokens.revokeAll(tenant, user, null, soon())).isEqualTo(1);
    }

    @Test
    void aLaneMayHaveTheLargestBounds() {
        LoginThrottle throttle = RedisLoginThrottle.on(SERVER.connections());
        Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
        LoginLane lane = new LoginLane(
                LoginLane.Kind.ACCOUNT, "{~:=" + "!".repeat(120), 1_000, forever, Duration.ofNanos(1), forever);
        List<LoginLane> eight =
                List.of(lane, lane("1"), lane("2"), lane("3"), lane("4"), lane("5"), lane("6"), lane("7"));
        for (int i = 0; i < 1_000; i++) {
            LoginThrottle.Decision decision = throttle.acquire(TENANT, List.of(lane), soon());
            assertThat(decision).isInstanceOf(LoginThrottle.Decision.Admitted.class);
            if (i % 2 == 0) {
                throttle.settle(
                        ((LoginThrottle.Decision.Admitted) decision).slot(), LoginThrottle.Verdict.FAILED, soon());
            }
        }
        assertThat(throttle.acquire(TENANT, eight, soon())).isInstanceOf(LoginThrottle.Decision.Refused.class);
    }

    private static LoginLane lane(String subject) {
        return new LoginLane(LoginLane.Kind.DEVICE, subject, 1_000, HOUR, HOUR, HOUR);
    }

    /** Tokens that were spent long ago are put there by hand. */
    @Test
    void ofAFamilySoManySpentTokensAreRemembered() {
        RefreshTokenStore tokens = RedisRefreshTokenStore.on(SERVER.connections());
        SessionId id = newId();
        RefreshOwner owner = new RefreshOwner(TENANT, new UserId("ann"), id);
        String base = "parley:auth:{parley}:";
        TokenHash token = TokenHash.of(id.value());
        tokens.issue(owner, token, HOUR, HOUR, soon());
        byte[][] spent = new byte[RefreshScripts.MAX_SPENT][];
        for (int i = 0; i < spent.length; i++) {
            spent[i] = TestRedis.bytes(TokenHash.of("spent" + i).hex());
        }
        String list = base + "family-tokens:" + TENANT + ":" + id;
        SERVER.connections().call(commands -> commands.lpush(list, spent), soon());
        for (int i = 0; i < 3; i++) {
            TokenHash next = TokenHash.of(id.value() + i);
            assertThat(tokens.rotate(token, next, Secret.of("sealed"), HOUR, HOUR, soon()))
                    .isInstanceOf(RefreshRotation.Rotated.class);
            token = next;
        }
        long kept = SERVER.connections().call(commands -> commands.llen(list), soon());
        assertThat(kept).isEqualTo(RefreshScripts.MAX_SPENT + 2L);
        long began = System.nanoTime();
        assertThat(tokens.revoke(TENANT, id, soon())).isTrue();
        System.out.printf("10,002 tokens of one family are gone in %d µs%n", (System.nanoTime() - began) / 1000);
        assertThat(AuthServer.keys(SERVER.connections())).noneMatch(key -> key.contains(id.value()));
    }
}
