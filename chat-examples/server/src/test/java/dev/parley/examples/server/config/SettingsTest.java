package dev.parley.examples.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.auth.login.LoginLimits;
import dev.parley.core.auth.Secret;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.web.client.TrustedProxies;
import dev.parley.web.origin.AllowedOrigins;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    /** Made by {@code openssl rand -base64 32}. */
    private static final String RANDOM = "kq0mV3sR8hYw1zB7nTjXfL5dPuG9cEa2oIe6rUx4tMk=";

    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @TempDir
    private Path directory;

    private Settings read(String... environment) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < environment.length; i += 2) {
            values.put(environment[i], environment[i + 1]);
        }
        return Settings.read(values, directory);
    }

    @Test
    void everySettingHasItsDefault() {
        Settings settings = read();
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.dataDirectory()).isEqualTo(directory.resolve("data"));
        assertThat(settings.stage()).isEqualTo(Settings.Stage.DEVELOPMENT);
        assertThat(settings.edge()).isEqualTo(EdgeSettings.NONE);
        assertThat(settings.keys())
                .isEqualTo(new KeySetting.KeyFile(directory.resolve("data").resolve("jwt-keys.json"), true));
        assertThat(settings.refreshGrace()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.limits())
                .isEqualTo(new LimitSettings(
                        Optional.of(RateLimit.of(100, Duration.ofMinutes(15))),
                        LoginLimits.DEFAULT,
                        Optional.of(RateLimit.of(20, Duration.ofSeconds(1)).withBurst(50))));
        assertThat(settings.redis()).isNull();
        assertThat(settings.intentThreshold()).isEqualTo(0.3);
        assertThat(settings.database().jdbcUrl()).isNull();
        assertThat(settings.database().toConfig().jdbcUrl())
                .startsWith("jdbc:h2:file:async:" + directory.resolve("data"));
    }

    @Test
    void everySettingCanBeSet() throws IOException {
        assertThat(read("HOST", "0.0.0.0").host()).isEqualTo("0.0.0.0");
        assertThat(read("PORT", "0").port()).isZero();
        assertThat(read("PORT", "65535").port()).isEqualTo(65_535);
        assertThat(read("CHAT_DATA_DIR", "elsewhere").dataDirectory()).isEqualTo(directory.resolve("elsewhere"));
        assertThat(read("CHAT_DATA_DIR", "/var/x").dataDirectory()).isEqualTo(Path.of("/var/x"));
        assertThat(read("CHAT_ENV", "staging", "JWT_SECRET", RANDOM).stage()).isEqualTo(Settings.Stage.STAGING);
        assertThat(read("CHAT_ENV", "production", "JWT_KEY_FILE", "keys").stage())
                .isEqualTo(Settings.Stage.PRODUCTION);
        assertThat(read("PUBLIC_ORIGIN", "https://chat.example.org").edge().publicOrigin())
                .isEqualTo("https://chat.example.org");
        assertThat(read("PUBLIC_ORIGIN", "http://localhost:8080").edge().publicOrigin())
                .isEqualTo("http://localhost:8080");
        AllowedOrigins origins = read("CORS_ORIGINS", "https://a.example, http://localhost:3000")
                .edge()
                .corsOrigins();
        assertThat(origins.contains("https://a.example")).isTrue();
        assertThat(origins.contains("http://localhost:3000")).isTrue();
        TrustedProxies proxies =
                read("TRUSTED_PROXIES", "10.0.0.0/8,::1, 2001:db8::/32").edge().trustedProxies();
        assertThat(proxies.contains(InetAddress.getByAddress(new byte[] {10, 0, 0, 1})))
                .isTrue();
        assertThat(proxies.contains(InetAddress.getByAddress(LOOPBACK_6))).isTrue();
        assertThat(proxies.contains(InetAddress.getByAddress(new byte[] {11, 0, 0, 1})))
                .isFalse();
        assertThat(read("JWT_SECRET", RANDOM).keys()).isEqualTo(new KeySetting.SharedSecret(Secret.of(RANDOM)));
        assertThat(read("JWT_KEY_FILE", "/etc/keys.json").keys())
                .isEqualTo(new KeySetting.KeyFile(Path.of("/etc/keys.json"), false));
        assertThat(read("DATABASE_URL", "postgresql://h/db").database().jdbcUrl())
                .isEqualTo("jdbc:postgresql://h/db");
    }

    @ParameterizedTest
    @CsvSource({"0s,0", "10s,10000", "500ms,500", "1m,60000", "60s,60000", "PT10S,10000", "PT0.25S,250", "PT0S,0"})
    void theGraceIsATime(String value, long millis) {
        assertThat(read("CHAT_REFRESH_GRACE", value).refreshGrace()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void outsideDevelopmentTheKeysHaveToBeSet() {
        for (String stage : List.of("staging", "production")) {
            assertThatThrownBy(() -> read("CHAT_ENV", stage))
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith("JWT_KEY_FILE or JWT_SECRET must be set");
        }
    }

    @Test
    void thereIsOneKindOfKeys() {
        assertThatThrownBy(() -> read("JWT_SECRET", RANDOM, "JWT_KEY_FILE", "keys"))
                .isInstanceOf(SettingException.class)
                .hasMessage("JWT_KEY_FILE and JWT_SECRET must not both be set");
    }

    @Test
    void aSecretIsMeasuredInBytes() {
        // Sixteen letters of two bytes each.
        String letters =
                "\u00e4\u00f6\u00fc\u00df\u00e9\u00e8\u00ea\u00eb\u00e0\u00e2\u00f4\u00fb\u00e7\u00f1\u00f8\u00e5";
        assertThat(read("JWT_SECRET", letters).keys()).isEqualTo(new KeySetting.SharedSecret(Secret.of(letters)));
        assertThatThrownBy(() -> read("JWT_SECRET", letters.substring(1))).isInstanceOf(SettingException.class);
    }

    @Test
    void noSettingShowsTheSecret() {
        assertThat(read("JWT_SECRET", RANDOM).toString()).doesNotContain(RANDOM);
    }

    @ParameterizedTest
    @CsvSource({"CHAT_ENV,staging,0.7", "CHAT_ENV,production,0.8", "INTENT_THRESHOLD,0.55,0.55", "INTENT_THRESHOLD,1,1"
    })
    void theThresholdGoesByTheEnvironmentUnlessItIsSet(String name, String value, double threshold) {
        assertThat(read(name, value, "JWT_SECRET", RANDOM).intentThreshold()).isEqualTo(threshold);
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        Files.writeString(
                directory.resolve(".env"), "PORT=1\nCHAT_ENV=staging\nUNKNOWN=x\nJWT_SECRET=" + RANDOM + "\n");
        Settings settings = read("PORT", "2");
        assertThat(settings.port()).isEqualTo(2);
        assertThat(settings.stage()).isEqualTo(Settings.Stage.STAGING);
    }

    @ParameterizedTest
    @CsvSource({
        "PORT,hunter2",
        "PORT,-1",
        "PORT,65536",
        "PORT,99999999999999999999",
        "PORT,1.0",
        "PORT,''",
        "PORT,' '",
        "CHAT_ENV,hunter2",
        "CHAT_ENV,PRODUCTION",
        "CHAT_ENV,prod",
        "CHAT_ENV,''",
        "CHAT_DATA_DIR,''",
        "CHAT_DATA_DIR,'a\0hunter2'",
        "HOST,'hunter2 x'",
        "HOST,''",
        "PUBLIC_ORIGIN,hunter2",
        "PUBLIC_ORIGIN,https://hunter2/",
        "PUBLIC_ORIGIN,https://Hunter2.example",
        "PUBLIC_ORIGIN,'*'",
        "PUBLIC_ORIGIN,''",
        "CORS_ORIGINS,hunter2",
        "CORS_ORIGINS,'*'",
        "CORS_ORIGINS,null",
        "CORS_ORIGINS,https://a.example/hunter2",
        "CORS_ORIGINS,'https://a.example,'",
        "CORS_ORIGINS,https://*.example",
        "TRUSTED_PROXIES,hunter2",
        "TRUSTED_PROXIES,10.0.0.0/33",
        "TRUSTED_PROXIES,10.0.0.256",
        "TRUSTED_PROXIES,'10.0.0.0/8,'",
        "TRUSTED_PROXIES,::/129",
        "TRUSTED_PROXIES,''",
        "CHAT_REFRESH_GRACE,hunter2",
        "CHAT_REFRESH_GRACE,10",
        "CHAT_REFRESH_GRACE,-1s",
        "CHAT_REFRESH_GRACE,61s",
        "CHAT_REFRESH_GRACE,2m",
        "CHAT_REFRESH_GRACE,PT1H",
        "CHAT_REFRESH_GRACE,PT-1S",
        "CHAT_REFRESH_GRACE,999999999999s",
        "CHAT_LIMIT_ADDRESS,hunter2",
        "CHAT_LIMIT_ADDRESS,100",
        "CHAT_LIMIT_ADDRESS,0/15m",
        "CHAT_LIMIT_ADDRESS,100/15y",
        "CHAT_LIMIT_ADDRESS,OFF",
        "CHAT_LIMIT_ADDRESS,''",
        "CHAT_LIMIT_LOGIN,hunter2",
        "CHAT_LIMIT_LOGIN,101/15m",
        "CHAT_LIMIT_LOGIN,5/s",
        "CHAT_LIMIT_LOGIN,5/2d",
        "CHAT_LIMIT_LOGIN,5/15m:10",
        "CHAT_LIMIT_LOGIN,4294967301/15m",
        "CHAT_LIMIT_LOGIN,-5/15m",
        "CHAT_LIMIT_MESSAGES,hunter2",
        "CHAT_LIMIT_MESSAGES,20/s:0",
        "CHAT_LIMIT_MESSAGES,20/s:x",
        "CHAT_LIMIT_MESSAGES,20 /s",
        "CHAT_LIMIT_MESSAGES,1/999d",
        "CHAT_LIMIT_MESSAGES,''",
        "REDIS_URL,hunter2",
        "REDIS_URL,http://hunter2",
        "REDIS_URL,redis://",
        "REDIS_URL,redis://:hunter2@",
        "REDIS_URL,redis://:hunter2 x@h",
        "REDIS_URL,REDIS://:hunter2@h",
        "REDIS_URL,'redis://:hunter2@a,'",
        "REDIS_URL,'redis://:hunter2@a,http://b'",
        "REDIS_URL,'redis://:hunter2@a,redis-sentinel://b#m'",
        "REDIS_URL,''",
        "JWT_KEY_FILE,'a\0hunter2'",
        "JWT_SECRET,hunter2",
        "JWT_SECRET,hunter2-hunter2-hunter2-hunter2-hunter2-",
        "JWT_SECRET,hunter2hunter2hunter2hunter2hunter2",
        "JWT_SECRET,your-256-bit-hunter2-your-256-bit-key-goes-here",
        "JWT_SECRET,CHANGEMEhunter2CHANGEME9f8e7d6c5b4a",
        "JWT_SECRET,change-me-in-production-hunter2-8c1b",
        "JWT_SECRET,super-secret-hunter2-8c1b-9a0e-77d2-41",
        "JWT_SECRET,MyPasswordIsHunter2hunter2-8c1b-9a0e",
        "JWT_SECRET,replace_with_hunter2_8c1b_9a0e_77d2_41",
        "JWT_SECRET,0123456789abcdef0123456789abcdefhunter2",
        "JWT_SECRET,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "JWT_SECRET,abababababababababababababababababab",
        "JWT_SECRET,''",
        "INTENT_THRESHOLD,hunter2",
        "INTENT_THRESHOLD,-0.1",
        "INTENT_THRESHOLD,1.1",
        "INTENT_THRESHOLD,NaN",
        "INTENT_THRESHOLD,''",
        "DATABASE_URL,''",
        "DATABASE_URL,hunter2",
        "DATABASE_URL,mysql://u:hunter2@h/db",
        "DATABASE_URL,jdbc:mysql://h/db?password=hunter2",
        "DATABASE_URL,postgresql://u:hunter2@/db",
        "DATABASE_URL,postgresql://u:hunter2@h",
        "DATABASE_URL,postgresql://u:hunter2@h/",
        "DATABASE_URL,postgresql://u:hunter2@h:port/db",
        "DATABASE_URL,postgresql://u:hunter2@h:99999999999/db",
        "DATABASE_URL,postgresql://u:hunter2 x@h/db",
        "DATABASE_URL,postgresql://u:hunter2%zz@h/db",
        "DATABASE_URL,postgresql://u:hunter2@x@h/db",
        "DATABASE_URL,postgresql://h/db?password=hunter2%zz",
        "DATABASE_URL,postgresql://h/db?password=hunter2",
        "DATABASE_URL,jdbc:postgresql://h/db?password=hunter2",
        "DATABASE_URL,jdbc:h2:mem:x;PASSWORD=hunter2",
        "DATABASE_URL,postgresql://u:p@h/db#hunter2",
        "DATABASE_URL,POSTGRESQL://u:hunter2@h/db"
    })
    void aWrongValueIsRefusedByNameAndNotShown(String name, String value) {
        assertThatThrownBy(() -> read(name, value))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(name + " ")
                .hasMessageNotContaining("hunter2")
                .hasNoCause()
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORT=hunter2", "CHAT_ENV=hunter2", "DATABASE_URL=hunter2"})
    void theFileIsHeldToTheSameRules(String line) throws IOException {
        Files.writeString(directory.resolve(".env"), line);
        assertThatThrownBy(this::read)
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(line.substring(0, line.indexOf('=')))
                .hasMessageNotContaining("hunter2");
    }
}
