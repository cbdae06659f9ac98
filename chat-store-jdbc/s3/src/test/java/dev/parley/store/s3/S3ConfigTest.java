package dev.parley.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3ConfigTest {

    private static final int MIB = 1024 * 1024;

    @Test
    void defaults() {
        assertThat(S3Config.of("backups"))
                .isEqualTo(new S3Config(
                        "backups",
                        "",
                        "us-east-1",
                        Optional.empty(),
                        false,
                        16 * MIB,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5)));
    }

    @Test
    void everyFieldCanBeSet() {
        URI endpoint = URI.create("https://minio.example:9000");
        S3Config config = S3Config.of("backups")
                .withPrefix("parley/eu/")
                .withRegion("eu-central-1")
                .withEndpoint(endpoint)
                .withPathStyle(false)
                .withPartBytes(5 * MIB)
                .withTimes(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(config)
                .isEqualTo(new S3Config(
                        "backups",
                        "parley/eu/",
                        "eu-central-1",
                        Optional.of(endpoint),
                        false,
                        5 * MIB,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3)));
        assertThat(S3Config.of("backups").withEndpoint(endpoint).pathStyle()).isTrue();
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> new S3Config(
                        "B",
                        "/x",
                        "EU",
                        Optional.of(URI.create("https://user:hidden@host")),
                        true,
                        1,
                        Duration.ZERO,
                        Duration.ofDays(1)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .withMessageContainingAll("bucket", "prefix", "region", "endpoint", "partBytes", "attempt", "patience")
                .withMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "a/../", "./", "a", "a//", "/", "\u00e4/", "a b/", "a/b/c/d/e/f/g/h/i/"})
    void thePrefixHasAForm(String prefix) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> S3Config.of("backups").withPrefix(prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "https:///x", "https://host/x", "https://host?x", "https://host#x", "host"})
    void theEndpointHasAForm(String endpoint) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> S3Config.of("backups").withEndpoint(URI.create(endpoint)));
    }

    @Test
    void patienceIsNoLessThanAnAttempt() {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> S3Config.of("backups").withTimes(Duration.ofSeconds(3), Duration.ofSeconds(2)));
    }

    @Test
    void aLineSaysAllThatIsNeeded() {
        assertThat(S3Config.parse("s3://backups")).isEqualTo(S3Config.of("backups"));
        assertThat(S3Config.parse("s3://backups/")).isEqualTo(S3Config.of("backups"));
        assertThat(S3Config.parse("s3://backups/parley/eu?region=eu-central-1&endpoint=https://minio.example:9000"))
                .isEqualTo(S3Config.of("backups")
                        .withPrefix("parley/eu/")
                        .withRegion("eu-central-1")
                        .withEndpoint(URI.create("https://minio.example:9000")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:backups",
                "http://backups",
                "s3://user:hidden@backups",
                "s3://backups?secret=hidden",
                "s3://backups?hidden",
                "s3://backups?endpoint=https://user:hidden@host",
                "s3://backups?endpoint=hidden^",
                "s3://backups/hidden it is",
                "s3://backups#hidden"
            })
    void aLineThatIsWrongIsNotRepeated(String url) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> S3Config.parse(url))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .withMessageNotContaining("hidden")
                .withNoCause();
    }
}
