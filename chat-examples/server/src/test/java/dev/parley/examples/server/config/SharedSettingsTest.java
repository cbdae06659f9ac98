package dev.parley.examples.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.login.LoginLimits;
import dev.parley.core.ratelimit.RateLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What all servers of a system have to agree on beside their database: the limits, and the Redis. */
class SharedSettingsTest {

    @TempDir
    private Path directory;

    private Settings read(Map<String, String> environment) {
        return Settings.read(environment, directory);
    }

    @Test
    void limitsAreCountsAndTimes() {
        LimitSettings limits = read(Map.of(
                        "CHAT_LIMIT_ADDRESS", "1000/1h", "CHAT_LIMIT_LOGIN", "3/2m", "CHAT_LIMIT_MESSAGES", "5/s:9"))
                .limits();
        assertThat(limits.address()).contains(RateLimit.of(1_000, Duration.ofHours(1)));
        assertThat(limits.logins())
                .isEqualTo(LoginLimits.DEFAULT.withAccountFailures(3).withWindow(Duration.ofMinutes(2)));
        assertThat(limits.messages())
                .contains(RateLimit.of(5, Duration.ofSeconds(1)).withBurst(9));
    }

    @Test
    void limitsMayBeOff() {
        LimitSettings limits = read(Map.of(
                        "CHAT_LIMIT_ADDRESS", "off", "CHAT_LIMIT_LOGIN", "off", "CHAT_LIMIT_MESSAGES", "off"))
                .limits();
        assertThat(limits.address()).isEmpty();
        assertThat(limits.logins()).isEqualTo(LoginLimits.DEFAULT.withoutAccounts());
        assertThat(limits.messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "redis://h 1",
                "redis://ann:hunter2@h:6380/1 1",
                "rediss://:hunter2@h 1",
                "redis://[::1]:6379 1",
                "redis-sentinel://:hunter2@h1:26379,h2:26379/0#main 1",
                "redis://h1:7000,redis://h2:7000,redis://h3:7000 3"
            })
    void redisIsNamedByOneOrMoreUris(String value, int count) {
        RedisSetting redis = read(Map.of("REDIS_URL", value)).redis();
        assertThat(redis.uris()).hasSize(count).allMatch(uri -> uri.startsWith("redis"));
        assertThat(String.join(",", redis.uris())).isEqualTo(value);
        assertThat(redis.toString()).doesNotContain("hunter2");
    }
}
