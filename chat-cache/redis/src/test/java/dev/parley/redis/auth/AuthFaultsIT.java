package dev.parley.redis.auth;

import static dev.parley.redis.auth.AuthServer.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.LoginThrottle.Slot;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.RefreshRotation;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a call ends with when Redis does not answer, has no memory, or the adapter is closed. */
class AuthFaultsIT {

    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final UserId ANN = new UserId("ann-canary");
    private static final Duration HOUR = Duration.ofHours(1);

    private static NewSession asked(String id) {
        return new NewSession(new SessionId(id), ANN, "device-canary", "address-canary", false, HOUR, HOUR);
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(ChatException.class).isThrownBy(call).satisfies(e -> {
            assertThat(e.code()).isEqualTo(code);
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("canary");
            }
        });
    }

    @Test
    void aWriteThatNobodyConfirmedMayHaveHappened() {
        try (TestRedis redis = TestRedis.start();
                RedisConnections connections = RedisConnections.open(RedisConfig.of(redis.uri()))) {
            SessionStore sessions = RedisSessionStore.on(connections);
            sessions.open(TENANT, asked("s"), soon());
            redis.freeze();
            assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> sessions.open(TENANT, asked("t"), soon()));
            redis.thaw();
        }
    }

    @Test
    void aReadThatNobodyAnsweredIsUnavailable() {
        try (TestRedis redis = TestRedis.start();
                RedisConnections connections = RedisConnections.open(RedisConfig.of(redis.uri()))) {
            SessionStore sessions = RedisSessionStore.on(connections);
            redis.freeze();
            assertFails(ErrorCode.STORE_UNAVAILABLE, () -> sessions.find(TENANT, new SessionId("s"), soon()));
            redis.thaw();
        }
    }

    @Test
    void withoutMemorySessionsAreReadAndRevokedButNotOpened() {
        try (TestRedis redis = TestRedis.start("maxmemory-policy noeviction");
                RedisConnections connections = AuthServer.connect(redis.uri())) {
            SessionStore sessions = RedisSessionStore.on(connections);
            AccessChanges changes = RedisAccessChanges.on(connections);
            sessions.open(TENANT, asked("s"), soon());
            long cursor = changes.head(soon());
            connections.call(commands -> commands.configSet("maxmemory", "1"), soon());
            assertThatExceptionOfType(ChatException.class).isThrownBy(() -> sessions.open(TENANT, asked("t"), soon()));
            assertThat(sessions.find(TENANT, new SessionId("s"), soon())).isPresent();
            assertThat(sessions.revoke(TENANT, new SessionId("s"), soon())).isTrue();
            assertThat(changes.since(cursor, 10, soon()).changes()).hasSize(1);
            assertThat(sessions.find(TENANT, new SessionId("s"), soon())).isEmpty();
            connections.call(commands -> commands.configSet("maxmemory", "0"), soon());
            assertThat(AuthServer.stray(connections)).isEmpty();
        }
    }

    /** A theft ends the family even then. */
    @Test
    void withoutMemoryATokenThatIsUsedAgainRevokesItsFamily() {
        try (TestRedis redis = TestRedis.start("maxmemory-policy noeviction");
                RedisConnections connections = AuthServer.connect(redis.uri())) {
            RefreshTokenStore tokens = RedisRefreshTokenStore.on(connections);
            TokenHash first = TokenHash.of("first");
            TokenHash second = TokenHash.of("second");
            tokens.issue(new RefreshOwner(TENANT, ANN, new SessionId("s")), first, HOUR, HOUR, soon());
            rotate(tokens, first, second);
            connections.call(commands -> commands.configSet("maxmemory", "1"), soon());
            assertThat(rotate(tokens, first, TokenHash.of("third"))).isInstanceOf(RefreshRotation.Reused.class);
            connections.call(commands -> commands.configSet("maxmemory", "0"), soon());
            assertThat(rotate(tokens, second, TokenHash.of("third"))).isInstanceOf(RefreshRotation.Reused.class);
        }
    }

    /** What strangers do must not grow without bound; what ends access goes on. */
    @Test
    void withoutMemoryNoTokensAndNoLanesAreAddedAndChangesAreRaised() {
        try (TestRedis redis = TestRedis.start("maxmemory-policy noeviction");
                RedisConnections connections = AuthServer.connect(redis.uri())) {
            RefreshTokenStore tokens = RedisRefreshTokenStore.on(connections);
            LoginThrottle throttle = RedisLoginThrottle.on(connections);
            AccessChanges changes = RedisAccessChanges.on(connections);
            List<LoginLane> known = List.of(lane(LoginLane.Kind.ADDRESS, "known"));
            Slot slot = ((LoginThrottle.Decision.Admitted) throttle.acquire(TENANT, known, soon())).slot();
            long cursor = changes.head(soon());
            connections.call(commands -> commands.configSet("maxmemory", "1"), soon());
            throttle.settle(slot, LoginThrottle.Verdict.FAILED, soon());
            List<LoginLane> another = List.of(known.get(0), lane(LoginLane.Kind.ACCOUNT, "another"));
            assertFails(ErrorCode.STORE_UNAVAILABLE, () -> throttle.acquire(TENANT, another, soon()));
            RefreshOwner owner = new RefreshOwner(TENANT, ANN, new SessionId("s"));
            TokenHash first = TokenHash.of("first");
            assertFails(ErrorCode.STORE_UNAVAILABLE, () -> tokens.issue(owner, first, HOUR, HOUR, soon()));
            changes.raise(TENANT, ANN, soon());
            assertThat(changes.since(cursor, 10, soon()).changes()).hasSize(1);
            connections.call(commands -> commands.configSet("maxmemory", "0"), soon());
            assertThat(AuthServer.keys(connections)).noneMatch(key -> key.contains("another") || key.contains("token"));
            assertThat(AuthServer.stray(connections)).isEmpty();
        }
    }

    private static LoginLane lane(LoginLane.Kind kind, String subject) {
        return new LoginLane(kind, subject, 5, HOUR, HOUR, HOUR);
    }

    private static RefreshRotation rotate(RefreshTokenStore tokens, TokenHash presented, TokenHash successor) {
        return tokens.rotate(presented, successor, Secret.of("sealed"), HOUR, Duration.ZERO, soon());
    }

    @Test
    void nothingIsSentAfterTheEnd() {
        try (TestRedis redis = TestRedis.start();
                RedisConnections connections = AuthServer.connect(redis.uri())) {
            SessionStore sessions = RedisSessionStore.on(connections);
            Deadline over = Deadline.after(Duration.ZERO);
            assertFails(ErrorCode.DEADLINE_EXCEEDED, () -> sessions.open(TENANT, asked("s"), over));
            sessions.close();
            assertFails(ErrorCode.CLOSED, () -> sessions.open(TENANT, asked("s"), soon()));
            assertThat(AuthServer.keys(connections)).isEmpty();
        }
    }
}
