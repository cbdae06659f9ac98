package dev.parley.redis.auth;

import static dev.parley.redis.auth.AuthServer.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody purges, and nothing stays. */
class AuthExpiryIT {

    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final UserId ANN = new UserId("ann");
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension
    static final AuthServer SERVER = new AuthServer();

    private static NewSession asked(String id, Duration lasting) {
        return new NewSession(new SessionId(id), ANN, "device", "192.0.2.1", false, lasting, lasting);
    }

    private static List<String> keys(String part) {
        return AuthServer.keys(SERVER.connections()).stream()
                .filter(key -> key.contains(part))
                .toList();
    }

    @Test
    void sessionsAndLanesGoByThemselvesByTheClockOfRedis() {
        SessionStore sessions = RedisSessionStore.on(SERVER.connections());
        Session session = sessions.open(TENANT, asked("s", SHORT), soon());
        assertThat(Duration.between(Instant.now(), session.createdAt()).abs()).isLessThan(Duration.ofSeconds(5));
        LoginThrottle throttle = RedisLoginThrottle.on(SERVER.connections());
        LoginLane lane = new LoginLane(LoginLane.Kind.ACCOUNT, "x", 5, SHORT, SHORT, SHORT);
        LoginThrottle.Decision.Admitted admitted =
                (LoginThrottle.Decision.Admitted) throttle.acquire(TENANT, List.of(lane), soon());
        throttle.settle(admitted.slot(), LoginThrottle.Verdict.FAILED, soon());
        assertThat(keys("session")).hasSize(3);
        assertThat(keys("lane:")).hasSize(1);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> sessions.find(TENANT, session.id(), soon()).isEmpty());
        await().atMost(Duration.ofSeconds(5))
                .until(() -> keys("session").isEmpty() && keys("lane:").isEmpty());
    }

    /** Each opening takes along two that are over, so that the sets of all don't grow. */
    @Test
    void whatIsAddedTakesAlongWhatIsOver() {
        ManualClock clock = new ManualClock(Instant.parse("2030-01-01T00:00:00Z"));
        SessionStore sessions = RedisSessionStore.on(SERVER.connections(), clock);
        RefreshTokenStore tokens = RedisRefreshTokenStore.on(SERVER.connections(), clock);
        LoginThrottle throttle = RedisLoginThrottle.on(SERVER.connections(), clock);
        for (int i = 0; i < 60; i++) {
            String name = "n" + i;
            sessions.open(TENANT, asked(name, HOUR), soon());
            RefreshOwner owner = new RefreshOwner(TENANT, ANN, new SessionId(name));
            tokens.issue(owner, TokenHash.of(name), HOUR, HOUR, soon());
            throttle.acquire(TENANT, List.of(new LoginLane(LoginLane.Kind.ACCOUNT, name, 5, HOUR, HOUR, HOUR)), soon());
            clock.advance(Duration.ofMinutes(30));
        }
        assertThat(keys(":session:")).hasSizeLessThan(10);
        assertThat(keys(":family")).hasSizeLessThan(20);
        assertThat(keys(":token:")).hasSizeLessThan(10);
        assertThat(keys(":lane:")).hasSizeLessThan(10);
        sessions.purge(10_000, soon());
        tokens.purge(10_000, soon());
        throttle.purge(10_000, soon());
    }

    @Test
    void aDeadFamilyIsRememberedForAnHourAfterItIsOver() {
        ManualClock clock = new ManualClock(Instant.parse("2030-01-01T00:00:00Z"));
        RefreshTokenStore tokens = RedisRefreshTokenStore.on(SERVER.connections(), clock);
        TokenHash token = TokenHash.of("a");
        tokens.issue(new RefreshOwner(TENANT, ANN, new SessionId("dead")), token, SHORT, SHORT, soon());
        tokens.rotate(token, TokenHash.of("b"), Secret.of("x"), SHORT, Duration.ZERO, soon());
        tokens.rotate(token, TokenHash.of("c"), Secret.of("x"), SHORT, Duration.ZERO, soon());
        List<String> family = keys("dead");
        assertThat(family).hasSize(2);
        for (String key : family) {
            long millis = SERVER.connections().call(commands -> commands.pttl(key), soon());
            assertThat(millis)
                    .isBetween(HOUR.minusMinutes(1).toMillis(), HOUR.plus(SHORT).toMillis());
        }
        clock.advance(HOUR);
        assertThat(tokens.rotate(token, TokenHash.of("d"), Secret.of("x"), SHORT, HOUR, soon()))
                .isInstanceOf(RefreshRotation.Reused.class);
        tokens.purge(10_000, soon());
    }
}
