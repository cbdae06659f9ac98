package dev.parley.redis.auth;

import static dev.parley.redis.auth.AuthServer.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.FaultyProxy;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is told that nothing was done can rely on it, and who is told that something may have been done is not told in vain. */
class UnconfirmedIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int SMALL = 16;

    @RegisterExtension
    private static final AuthServer SERVER = new AuthServer();

    private FaultyProxy proxy;
    private RedisConnections connections;
    private SessionStore sessions;

    @BeforeEach
    void open() {
        proxy = FaultyProxy.to("127.0.0.1", SERVER.redis().port());
        String uri = "redis://127.0.0.1:" + proxy.port();
        // Longer than any of these tests, so that nothing ends because its time is over.
        connections = RedisConnections.open(new RedisConfig(uri, "parley", Duration.ofSeconds(10), SMALL));
        sessions = RedisSessionStore.on(connections);
        // A script that Redis does not know takes a second command.
        assertThat(opening(UUID.randomUUID().toString())).isEmpty();
    }

    @AfterEach
    void close() {
        connections.close();
        proxy.close();
    }

    /** {@return with what it failed} */
    private Optional<ErrorCode> opening(String id) {
        try {
            UserId user = new UserId("user-of-" + id);
            sessions.open(
                    TenantId.DEFAULT,
                    new NewSession(new SessionId(id), user, "d", "192.0.2.1", false, HOUR, HOUR),
                    soon());
            return Optional.empty();
        } catch (ChatException e) {
            return Optional.of(e.code());
        }
    }

    private static boolean isThere(String id) {
        return RedisSessionStore.on(SERVER.connections())
                .find(TenantId.DEFAULT, new SessionId(id), soon())
                .isPresent();
    }

    @Test
    void whatWasNeverWrittenWasNotDone() {
        proxy.pauseAnswers();
        for (int i = 0; i < 2 * SMALL; i++) {
            connections.publish("full", new byte[1]);
        }
        assertThat(connections.away()).isFalse();
        assertThat(opening("rejected")).contains(ErrorCode.STORE_UNAVAILABLE);
        assertThat(isThere("rejected")).isFalse();
    }

    @Test
    void whatWasWrittenWhenTheConnectionBrokeMayHaveBeenDone() throws Exception {
        CompletableFuture<Optional<ErrorCode>> opening = sentAndDone("cut");
        proxy.cut();
        assertThat(opening.get(20, TimeUnit.SECONDS)).contains(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void whatWasWrittenWhenTheConnectionsWereClosedMayHaveBeenDone() throws Exception {
        CompletableFuture<Optional<ErrorCode>> opening = sentAndDone("closed");
        connections.close();
        assertThat(opening.get(20, TimeUnit.SECONDS)).contains(ErrorCode.OUTCOME_UNKNOWN);
    }

    private CompletableFuture<Optional<ErrorCode>> sentAndDone(String id) {
        proxy.pauseAnswers();
        CompletableFuture<Optional<ErrorCode>> opening = CompletableFuture.supplyAsync(() -> opening(id));
        await().until(() -> isThere(id));
        return opening;
    }

    @Test
    void whateverBreaksWhenNothingIsSaidToBeDoneThatIsNot() {
        int unavailable = 0;
        for (int i = 0; i < 200; i++) {
            CompletableFuture<Void> cut = CompletableFuture.runAsync(proxy::cut);
            String id = "broken" + i;
            Optional<ErrorCode> failure = opening(id);
            cut.join();
            if (failure.isEmpty()) {
                assertThat(isThere(id)).isTrue();
            } else if (failure.get() == ErrorCode.STORE_UNAVAILABLE) {
                assertThat(isThere(id)).isFalse();
                unavailable++;
            } else {
                assertThat(failure).contains(ErrorCode.OUTCOME_UNKNOWN);
            }
        }
        assertThat(unavailable).isPositive();
    }
}
