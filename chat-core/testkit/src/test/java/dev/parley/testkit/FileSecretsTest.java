package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSecretsTest implements SecretSourceContract {

    @TempDir
    private Path folder;

    private record Folder(Path path, SecretSource source) implements Secrets {

        @Override
        public void put(String name, Secret value) {
            try {
                Files.deleteIfExists(path.resolve(name + ".previous"));
                Files.write(path.resolve(name), value.bytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void rotate(String name, Secret value) {
            try {
                Files.write(path.resolve(name + ".previous"), Files.readAllBytes(path.resolve(name)));
                Files.write(path.resolve(name), value.bytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String placeOf(String name) {
            return path.resolve(name).toString();
        }

        @Override
        public void close() {
            // The folder is removed by the framework.
        }
    }

    @Override
    public Secrets createSecrets() {
        return new Folder(folder, SecretSource.files(folder));
    }

    private Secret read(String content) throws IOException {
        Files.writeString(folder.resolve("s"), content);
        return SecretSource.files(folder).current("s").value();
    }

    @Test
    void oneLineBreakAtTheEndIsNoPartOfASecret() throws IOException {
        assertThat(read("a\n")).isEqualTo(Secret.of("a"));
        assertThat(read("a\r\n")).isEqualTo(Secret.of("a"));
        assertThat(read("a\n\n")).isEqualTo(Secret.of("a\n"));
        assertThat(read(" a ")).isEqualTo(Secret.of(" a "));
        assertThat(read("a\r")).isEqualTo(Secret.of("a\r"));
        byte[] binary = {0, (byte) 0xff, 13, 1};
        Files.write(folder.resolve("b"), binary);
        assertThat(SecretSource.files(folder).current("b").value()).isEqualTo(Secret.of(binary));
    }

    @Test
    void whatIsEmptyTooLongOrNoFileIsAFault() throws IOException {
        for (String content : new String[] {"", "\n", "x".repeat(64 * 1024 + 1)}) {
            assertConfiguration(() -> read(content));
        }
        assertThat(read("x".repeat(64 * 1024)).length()).isEqualTo(64 * 1024);
        Files.createDirectory(folder.resolve("d"));
        assertConfiguration(() -> SecretSource.files(folder).current("d"));
    }

    private static void assertConfiguration(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    /** A file that has long been as it is, is kept; one that was changed within a moment is not taken for the same. */
    @Test
    void aFileIsReadAgainWhenItHasChanged() throws IOException {
        SecretSource source = SecretSource.files(folder);
        Path file = folder.resolve("s");
        FileTime longAgo = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.writeString(file, "aaaa");
        FileTime now = Files.getLastModifiedTime(file);
        assertThat(source.current("s").value().text()).isEqualTo("aaaa");
        Files.write(file, "bbbb".getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(file, now);
        assertThat(source.current("s").value().text()).isEqualTo("bbbb");
        Files.setLastModifiedTime(file, longAgo);
        assertThat(source.current("s").value().text()).isEqualTo("bbbb");
        Files.writeString(file, "cccc");
        assertThat(source.current("s").value().text()).isEqualTo("cccc");
        Files.delete(file);
        assertConfiguration(() -> source.current("s"));
    }
}
