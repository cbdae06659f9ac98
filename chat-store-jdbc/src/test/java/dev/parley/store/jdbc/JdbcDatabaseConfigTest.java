package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JdbcDatabaseConfigTest {

    @Test
    void defaults() {
        assertThat(JdbcDatabaseConfig.of("jdbc:postgresql://db/chat"))
                .isEqualTo(new JdbcDatabaseConfig(
                        "jdbc:postgresql://db/chat",
                        null,
                        null,
                        20,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(30)));
    }

    @Test
    void overrides() {
        assertThat(JdbcDatabaseConfig.of("jdbc:h2:mem:x")
                        .withCredentials("user", "secret")
                        .withMaximumPoolSize(3)
                        .withConnectionTimeout(Duration.ofSeconds(1))
                        .withStatementTimeout(Duration.ofSeconds(4))
                        .withLifetimes(Duration.ofMinutes(1), Duration.ofMinutes(2)))
                .isEqualTo(new JdbcDatabaseConfig(
                        "jdbc:h2:mem:x",
                        "user",
                        "secret",
                        3,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2)));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() -> new JdbcDatabaseConfig(
                        "jdbc:mariadb://db/chat",
                        null,
                        null,
                        0,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofDays(2)))
                .isInstanceOfSatisfying(ChatException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
                    assertThat(e.getMessage())
                            .contains("jdbcUrl must begin with jdbc:h2: or jdbc:postgresql:")
                            .contains("maximumPoolSize is 0 and must be 1 to 1000")
                            .contains("connectionTimeout is PT0S")
                            .contains("statementTimeout is PT0S")
                            .contains("idleTimeout is PT0S")
                            .contains("maxLifetime is PT48H");
                });
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
