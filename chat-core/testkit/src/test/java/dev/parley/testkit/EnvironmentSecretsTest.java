package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.auth.SecretSource.Version;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentSecretsTest implements SecretSourceContract {

    @TempDir
    private Path folder;

    private record Variables(Map<String, String> map, SecretSource source) implements Secrets {

        @Override
        public void put(String name, Secret value) {
            map.remove(placeOf(name) + "_PREVIOUS");
            map.put(placeOf(name), value.text());
        }

        @Override
        public void rotate(String name, Secret value) {
            String before = map.put(placeOf(name), value.text());
            map.put(placeOf(name) + "_PREVIOUS", Objects.requireNonNull(before));
        }

        @Override
        public String placeOf(String name) {
            return name.toUpperCase(Locale.ROOT).replace('-', '_');
        }

        @Override
        public void close() {
            map.clear();
        }
    }

    @Override
    public Secrets createSecrets() {
        Map<String, String> map = new HashMap<>();
        return new Variables(map, SecretSource.environment(map));
    }

    @Test
    void filesAreNamedByVariables() throws IOException {
        Path current = Files.writeString(folder.resolve("current"), "second\n");
        Path previous = Files.writeString(folder.resolve("previous"), "first\r\n");
        SecretSource source = SecretSource.environment(
                Map.of("JWT_SECRET_FILE", current.toString(), "JWT_SECRET_PREVIOUS_FILE", previous.toString()));
        assertThat(source.accepted("jwt-secret"))
                .containsExactly(Version.of(Secret.of("second")), Version.of(Secret.of("first")));
    }

    @Test
    void aVariableAndItsFileExcludeEachOther() {
        SecretSource source = SecretSource.environment(Map.of("PEPPER", "value-1", "PEPPER_FILE", "/value-2"));
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> source.current("pepper"))
                .withMessageContaining("PEPPER_FILE")
                .withMessageNotContaining("value-")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    /** Somebody sets the secret itself where its file belongs. */
    @Test
    void aSecretInThePlaceOfAPathIsNotShown() {
        for (String mistaken : new String[] {"value-1", "value-\0", "value-" + "x".repeat(5_000)}) {
            SecretSource source = SecretSource.environment(Map.of("PEPPER_FILE", mistaken));
            assertThatExceptionOfType(ChatException.class)
                    .isThrownBy(() -> source.current("pepper"))
                    .withMessageContaining("PEPPER_FILE")
                    .withMessageNotContaining("value-")
                    .withNoCause()
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
        }
    }

    @Test
    void anEmptyVariableIsNone() {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> SecretSource.environment(Map.of("PEPPER", "")).current("pepper"));
        assertThat(SecretSource.environment(Map.of("PEPPER", "x", "PEPPER_PREVIOUS", ""))
                        .accepted("pepper"))
                .hasSize(1);
    }
}
