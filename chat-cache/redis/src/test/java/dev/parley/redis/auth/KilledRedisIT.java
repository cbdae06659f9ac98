package dev.parley.redis.auth;

import static dev.parley.redis.auth.AuthServer.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.LoginThrottle.Decision;
import dev.parley.core.auth.LoginThrottle.Verdict;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorKind;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.Concurrently;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis dies at any moment of the work of many threads, and comes back with what it had written. */
class KilledRedisIT {

    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int THREADS = 8;
    private static final int KILLS = 3;

    @Test
    void nothingStaysForEverAndNoGuessIsFree(@TempDir Path folder) {
        AtomicInteger verified = new AtomicInteger();
        try (TestRedis redis = TestRedis.start("appendonly yes", "appendfsync always", "dir " + folder);
                RedisConnections connections = AuthServer.connect(redis.uri())) {
            for (int kill = 0; kill < KILLS; kill++) {
                int calls = 40 * (kill + 1);
                AtomicInteger done = new AtomicInteger();
                Concurrently.run(THREADS + 1, number -> {
                    if (number == THREADS) {
                        await().until(() -> done.get() > calls);
                        redis.kill();
                        done.set(Integer.MIN_VALUE);
                    } else {
                        workUntilItDies(connections, done, verified);
                    }
                    return number;
                });
                redis.restart();
                await().until(() ->
                        !connections.away() && "PONG".equals(connections.call(commands -> commands.ping(), soon())));
                assertThat(AuthServer.keys(connections)).isNotEmpty();
                assertThat(AuthServer.stray(connections)).isEmpty();
            }
            assertThat(verified).as("verified in all lives of Redis together").hasValueLessThanOrEqualTo(5);
        }
    }

    private static void workUntilItDies(RedisConnections connections, AtomicInteger done, AtomicInteger verified) {
        SessionStore sessions = RedisSessionStore.on(connections);
        RefreshTokenStore tokens = RedisRefreshTokenStore.on(connections);
        try {
            while (done.incrementAndGet() > 0) {
                guess(RedisLoginThrottle.on(connections), verified);
                UserId user = new UserId("user" + done.get() % 5);
                SessionId id = new SessionId(UUID.randomUUID().toString());
                sessions.open(TENANT, new NewSession(id, user, "device", "192.0.2.1", false, HOUR, HOUR), soon());
                TokenHash first = TokenHash.of(id.value());
                tokens.issue(new RefreshOwner(TENANT, user, id), first, HOUR, HOUR, soon());
                tokens.rotate(first, TokenHash.of(id + "!"), Secret.of("sealed"), HOUR, HOUR, soon());
                sessions.touch(TENANT, id, "192.0.2.2", soon());
                sessions.revokeAll(TENANT, user, null, soon());
                tokens.revokeAll(TENANT, user, null, soon());
            }
        } catch (ChatException e) {
            assertThat(e.code().kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        }
    }

    /** What was verified counts, however settling it ends. */
    private static void guess(LoginThrottle throttle, AtomicInteger verified) {
        LoginLane lane = new LoginLane(LoginLane.Kind.ACCOUNT, "victim", 5, HOUR, HOUR, HOUR);
        if (throttle.acquire(TENANT, List.of(lane), soon()) instanceof Decision.Admitted admitted) {
            verified.incrementAndGet();
            throttle.settle(admitted.slot(), Verdict.FAILED, soon());
        }
    }
}
