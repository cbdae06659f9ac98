package dev.parley.examples.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotenvTest {

    @TempDir
    private Path directory;

    private Map<String, String> read(String content) throws IOException {
        Path file = directory.resolve(".env");
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
        return Dotenv.read(file);
    }

    @Test
    void aFileThatIsNotThereHasNoSettings() {
        assertThat(Dotenv.read(directory.resolve(".env"))).isEmpty();
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("A=b", "b"),
                Arguments.of("  A = b  ", "b"),
                Arguments.of("export A=b", "b"),
                Arguments.of("export\tA=b", "b"),
                Arguments.of("A=b # comment", "b"),
                Arguments.of("A=b#c", "b#c"),
                Arguments.of("A= # comment", ""),
                Arguments.of("A=#comment", ""),
                Arguments.of("A=", ""),
                Arguments.of("A=b=c", "b=c"),
                Arguments.of("A=b c", "b c"),
                Arguments.of("A='b # c'", "b # c"),
                Arguments.of("A='b\\n$X\"'", "b\\n$X\""),
                Arguments.of("A='b' # comment", "b"),
                Arguments.of("A=\"b # c\"", "b # c"),
                Arguments.of("A=\"a\\nb\\rc\\td\"", "a\nb\rc\td"),
                Arguments.of("A=\"a\\\"b\\\\c\\$d\"", "a\"b\\c$d"),
                Arguments.of("A=\"\"", ""),
                Arguments.of("A=''", ""),
                Arguments.of("A=$B", "$B"),
                Arguments.of("A=a'b", "a'b"),
                Arguments.of("A=1\nA=2", "2"),
                Arguments.of("# A=1\n\n   # x\nA=2", "2"),
                Arguments.of("A=b\r", "b"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aLineGivesItsValue(String content, String value) throws IOException {
        assertThat(read(content + "\nLAST=1\n")).containsEntry("A", value).containsKey("LAST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "=hunter2",
                "1A=hunter2",
                "A B=hunter2",
                "A-B=hunter2",
                "A: hunter2",
                "A='hunter2",
                "A=\"hunter2",
                "A='hunter2'x",
                "A=\"hunter2\"x",
                "A=\"hunter2\\x\"",
                "A=\"hunter2\\",
                "export hunter2"
            })
    void aMalformedLineIsNamedByItsNumberAndNotShown(String line) {
        assertThatThrownBy(() -> read("OK=1\n\n" + line + "\n"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(".env line 3 ")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() {
        assertThatThrownBy(() -> read("A=\u00e9\n"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aDirectoryIsNoFile() throws IOException {
        Files.createDirectory(directory.resolve(".env"));
        assertThatThrownBy(() -> Dotenv.read(directory.resolve(".env"))).isInstanceOf(SettingException.class);
    }
}
