package dev.parley.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestCertificate;
import dev.parley.redis.TestRedis;
import io.lettuce.core.RedisClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisSecurityIT {

    private static final String PASSWORD = "correct-horse";

    @TempDir
    private static Path directory;

    private static TestCertificate certificate;
    private static TestRedis redis;
    private static int tlsPort;

    @BeforeAll
    static void start() {
        certificate = TestCertificate.create(directory, "server");
        tlsPort = TestRedis.freePort();
        redis = TestRedis.start(
                "user default off",
                "user chat on >" + PASSWORD + " ~* &* +@all",
                "user reader on >" + PASSWORD + " ~* &* +@read +@connection",
                "tls-port " + tlsPort,
                "tls-cert-file " + certificate.certificate(),
                "tls-key-file " + certificate.key(),
                "tls-auth-clients no");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void aUserOfTheAccessListGetsIn() {
        try (RedisConnections connections = RedisConnections.open(RedisConfig.of(uri("chat", PASSWORD)))) {
            String answer = connections.call(commands -> commands.aclWhoami(), deadline());
            assertThat(answer).isEqualTo("chat");
        }
    }

    @Test
    void aWrongPasswordIsAMistakeOfTheConfigAndIsNotRepeated() {
        RedisConfig config = RedisConfig.of(uri("chat", "battery-staple"));
        assertThatThrownBy(() -> RedisConnections.open(config))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("WRONGPASS")
                .satisfies(e -> assertThat(everything(e)).doesNotContain("battery"));
        assertThat(config.toString()).doesNotContain("battery");
    }

    @Test
    void whatTheUserMayNotDoIsAMistakeOfTheConfig() {
        try (RedisConnections connections = RedisConnections.open(RedisConfig.of(uri("reader", PASSWORD)))) {
            assertThatThrownBy(() -> connections.call(commands -> commands.set("k", new byte[1]), deadline()))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                    .hasMessageContaining("NOPERM");
            assertThat(connections.away()).isFalse();
        }
    }

    @Test
    void nobodyThereSaysNothingOfThePassword() {
        String uri = "redis://chat:battery-staple@127.0.0.1:" + TestRedis.freePort();
        assertThatThrownBy(() -> RedisConnections.open(RedisConfig.of(uri)))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .satisfies(e -> assertThat(everything(e)).doesNotContain("battery"));
    }

    @Test
    void tlsTrustsWhatItIsTold() {
        RedisConfig config = RedisConfig.of(tlsUri()).withTrusted(certificate.certificate());
        try (RedisConnections connections = RedisConnections.open(config);
                Registration hearing = connections.subscribe("c", message -> {}, () -> {})) {
            String answer = connections.call(commands -> commands.ping(), deadline());
            assertThat(answer).isEqualTo("PONG");
            Map<String, Long> listeners = connections.call(commands -> commands.pubsubNumsub("c"), deadline());
            assertThat(listeners).containsEntry("c", 1L);
        }
    }

    @Test
    void tlsTrustsNothingElse() {
        Path other = TestCertificate.create(directory, "other").certificate();
        assertThatThrownBy(() -> RedisConnections.open(RedisConfig.of(tlsUri()).withTrusted(other)))
                .isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> RedisConnections.open(RedisConfig.of(tlsUri())))
                .isInstanceOf(ChatException.class);
    }

    @Test
    void theClientOfTheHostStaysOpen() {
        RedisClient client = RedisClient.create(uri("chat", PASSWORD));
        try {
            try (RedisConnections over = RedisConnections.over(client, RedisConfig.of(uri("chat", PASSWORD)))) {
                String answer = over.call(commands -> commands.ping(), deadline());
                assertThat(answer).isEqualTo("PONG");
            }
            client.connect().close();
        } finally {
            client.shutdown();
        }
    }

    private static String uri(String user, String password) {
        return "redis://" + user + ":" + password + "@127.0.0.1:" + redis.port();
    }

    private static String tlsUri() {
        return "rediss://chat:" + PASSWORD + "@127.0.0.1:" + tlsPort;
    }

    private static String everything(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(10));
    }
}
