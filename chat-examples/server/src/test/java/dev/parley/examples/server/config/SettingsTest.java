package dev.parley.examples.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    private Path directory;

    private Settings read(String... environment) {
        return Settings.read(environment.length == 0 ? Map.of() : Map.of(environment[0], environment[1]), directory);
    }

    @Test
    void everySettingHasItsDefault() {
        Settings settings = read();
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.dataDirectory()).isEqualTo(directory.resolve("data"));
        assertThat(settings.stage()).isEqualTo(Settings.Stage.DEVELOPMENT);
        assertThat(settings.publicOrigin()).isNull();
        assertThat(settings.intentThreshold()).isEqualTo(0.3);
        assertThat(settings.database().jdbcUrl()).isNull();
        assertThat(settings.database().toConfig().jdbcUrl())
                .startsWith("jdbc:h2:file:async:" + directory.resolve("data"));
    }

    @Test
    void everySettingCanBeSet() {
        assertThat(read("HOST", "0.0.0.0").host()).isEqualTo("0.0.0.0");
        assertThat(read("PORT", "0").port()).isZero();
        assertThat(read("PORT", "65535").port()).isEqualTo(65_535);
        assertThat(read("CHAT_DATA_DIR", "elsewhere").dataDirectory()).isEqualTo(directory.resolve("elsewhere"));
        assertThat(read("CHAT_DATA_DIR", "/var/x").dataDirectory()).isEqualTo(Path.of("/var/x"));
        assertThat(read("CHAT_ENV", "staging").stage()).isEqualTo(Settings.Stage.STAGING);
        assertThat(read("CHAT_ENV", "production").stage()).isEqualTo(Settings.Stage.PRODUCTION);
        assertThat(read("PUBLIC_ORIGIN", "https://chat.example.org").publicOrigin())
                .isEqualTo("https://chat.example.org");
        assertThat(read("PUBLIC_ORIGIN", "http://localhost:8080").publicOrigin())
                .isEqualTo("http://localhost:8080");
        assertThat(read("DATABASE_URL", "postgresql://h/db").database().jdbcUrl())
                .isEqualTo("jdbc:postgresql://h/db");
    }

    @ParameterizedTest
    @CsvSource({"CHAT_ENV,staging,0.7", "CHAT_ENV,production,0.8", "INTENT_THRESHOLD,0.55,0.55", "INTENT_THRESHOLD,1,1"
    })
    void theThresholdGoesByTheEnvironmentUnlessItIsSet(String name, String value, double threshold) {
        assertThat(read(name, value).intentThreshold()).isEqualTo(threshold);
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        Files.writeString(directory.resolve(".env"), "PORT=1\nCHAT_ENV=staging\nUNKNOWN=x\n");
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
