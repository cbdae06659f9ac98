package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.store.jdbc.pool.PoolLimits;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcDatabaseConfigTest {

    private static final String SERVER = "jdbc:postgresql://db.example/chat";

    @Test
    void defaults() {
        assertThat(JdbcDatabaseConfig.of(SERVER))
                .isEqualTo(new JdbcDatabaseConfig(
                        SERVER,
                        null,
                        null,
                        new PoolLimits(
                                20,
                                200,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(30),
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(30)),
                        1,
                        false,
                        null));
    }

    @Test
    void overrides() {
        assertThat(JdbcDatabaseConfig.of("jdbc:h2:mem:x")
                        .withCredentials("user", "secret")
                        .withLimits(PoolLimits.DEFAULT
                                .withWaiting(7, Duration.ofMinutes(1))
                                .withStatementTimeout(Duration.ofSeconds(4))
                                .withLifetimes(Duration.ofMinutes(1), Duration.ofMinutes(2))
                                .withWarnings(Duration.ofSeconds(3), Duration.ofSeconds(5)))
                        .withMaximumPoolSize(3)
                        .withConnectionTimeout(Duration.ofSeconds(1))
                        .withInstances(6)
                        .withProduction(true)
                        .withOwner(new JdbcLogin("owner", "other secret")))
                .isEqualTo(new JdbcDatabaseConfig(
                        "jdbc:h2:mem:x",
                        "user",
                        "secret",
                        new PoolLimits(
                                3,
                                7,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(4),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(5)),
                        6,
                        true,
                        new JdbcLogin("owner", "other secret")));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        PoolLimits limits = new PoolLimits(
                0,
                -1,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofDays(2),
                Duration.ZERO,
                Duration.ofDays(1));
        assertThatThrownBy(() -> new JdbcDatabaseConfig("jdbc:mariadb://db/chat", null, null, limits, 0, true, null))
                .isInstanceOfSatisfying(ChatException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
                    assertThat(e.getMessage())
                            .contains("jdbcUrl must begin with jdbc:h2: or jdbc:postgresql:")
                            .contains("maximumPoolSize is 0 and must be 1 to 1000")
                            .contains("waitingCalls is -1")
                            .contains("connectionTimeout is PT0S")
                            .contains("statementTimeout is PT0S")
                            .contains("idleTimeout is PT0S")
                            .contains("maxLifetime is PT48H")
                            .contains("leakThreshold is PT0S")
                            .contains("saturationAfter is PT24H")
                            .contains("instances is 0");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?sslmode=require",
                "?sslmode=disable",
                "?sslmode=verify-ca",
                "?ssl=false",
                "?sslmode=verify-full&sslfactory=org.postgresql.ssl.NonValidatingFactory"
            })
    void inProductionAnotherMachineHasToProveWhoseItIs(String parameters) {
        assertThatThrownBy(() -> JdbcDatabaseConfig.of(SERVER + parameters).withProduction(true))
                .isInstanceOfSatisfying(ChatException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
                    assertThat(e.getMessage()).contains("sslmode=verify-full");
                });
        assertThat(JdbcDatabaseConfig.of(SERVER + parameters).production()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/chat?sslmode=disable",
                "jdbc:postgresql://127.0.0.1:5433/chat?sslmode=disable",
                "jdbc:postgresql://[::1]/chat?sslmode=disable",
                "jdbc:postgresql:chat?sslmode=disable",
                "jdbc:postgresql://db.example/chat?sslmode=verify-full",
                "jdbc:postgresql://db.example/chat"
            })
    void inProductionTheSameMachineNeedNot(String url) {
        assertThat(JdbcDatabaseConfig.of(url).withProduction(true).production()).isTrue();
    }

    @Test
    void oneHostOfSeveralThatIsElsewhereHasToProveWhoseItIs() {
        String url = "jdbc:postgresql://localhost,db.example/chat?sslmode=prefer";
        assertThatThrownBy(() -> JdbcDatabaseConfig.of(url).withProduction(true))
                .isInstanceOf(ChatException.class);
    }

    @Test
    void secretsStayOutOfItsText() {
        JdbcDatabaseConfig config = JdbcDatabaseConfig.of(
                        "jdbc:postgresql://someone:canary1@db:5432/chat?password=canary2&ssl=true")
                .withCredentials("user", "canary3");
        assertThat(config.toString()).doesNotContain("canary").contains("jdbc:postgresql://db:5432/chat", "user");
        assertThat(JdbcDatabaseConfig.of("jdbc:h2:file:/x;PASSWORD=canary").toString())
                .doesNotContain("canary");
    }

    @Test
    void anH2FileKeepsEveryCommit() {
        assertThat(JdbcDatabaseConfig.h2File(Path.of("/data")).jdbcUrl())
                .startsWith("jdbc:h2:file:async:/data/parley;")
                .contains(";WRITE_DELAY=0;")
                .contains(";TRACE_LEVEL_FILE=0");
        assertThatThrownBy(() -> JdbcDatabaseConfig.h2File(Path.of("/data;INIT=x")))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }
}
