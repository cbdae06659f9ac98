package dev.parley.examples.intents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionFileTest {

    private static final Set<String> KNOWN = Set.of("time", "date");

    @TempDir
    private Path directory;

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("questions.tsv"), content);
    }

    private Path file(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsIntentsAndTexts() throws Exception {
        assertThat(QuestionFile.read(
                        file("time\twhat time is it\noos\t\u05E9\u05DC\u05D5\u05DD \uD83D\uDE00\n"), KNOWN))
                .containsExactly(
                        new Question("time", "what time is it"),
                        new Question("oos", "\u05E9\u05DC\u05D5\u05DD \uD83D\uDE00"));
    }

    @Test
    void letsCarriageReturnsAByteOrderMarkAndAMissingEndPass() throws Exception {
        assertThat(QuestionFile.read(file("\uFEFFtime\tnow?\r\ndate\ttoday? "), KNOWN))
                .containsExactly(new Question("time", "now?"), new Question("date", "today? "));
    }

    @Test
    void letsEmptyLinesAtTheVeryEndPass() throws Exception {
        assertThat(QuestionFile.read(file("time\tnow?\n\n\r\n\n"), KNOWN))
                .containsExactly(new Question("time", "now?"));
    }

    @Test
    void namesTheFirstOfTheEmptyLinesThatAreNotAtTheEnd() throws IOException {
        Path gap = file("time\tnow?\n\n\n\ndate\ttoday?\n\n");
        assertThatThrownBy(() -> QuestionFile.read(gap, KNOWN))
                .hasMessage(gap + ", line 2: must be an intent, one tab and a text");
        Path blank = file("time\tnow?\n\n \n");
        assertThatThrownBy(() -> QuestionFile.read(blank, KNOWN))
                .hasMessage(blank + ", line 2: must be an intent, one tab and a text");
    }

    static Stream<Arguments> brokenLines() {
        return Stream.of(
                Arguments.of("time what time is it", "must be an intent, one tab and a text"),
                Arguments.of("time\twhat\tnow", "must be an intent, one tab and a text"),
                Arguments.of("", "must be an intent, one tab and a text"),
                Arguments.of("\twhat", "must begin with an intent of 1 to 100 of a-z, 0-9 and '_'"),
                Arguments.of("Time Zone\twhat", "must begin with an intent of 1 to 100 of a-z, 0-9 and '_'"),
                Arguments.of("weather\twhat", "must begin with an intent that the classifier knows, or 'oos'"),
                Arguments.of("time\t \u2003", "must have a text behind the tab"),
                Arguments.of("time\twhat\0now", "must not contain NUL"),
                Arguments.of("time\t" + "a".repeat(16_001), "must have a text of at most 16000 code points"),
                Arguments.of("time\t" + "a".repeat(1_000_000), "must have at most 262144 bytes"));
    }

    @ParameterizedTest
    @MethodSource("brokenLines")
    void namesTheFileTheLineAndTheRule(String line, String rule) throws IOException {
        Path file = file("time\tnow\n" + line + "\ndate\ttoday\n");
        assertThatThrownBy(() -> QuestionFile.read(file, KNOWN))
                .isInstanceOf(QuestionFileException.class)
                .hasMessage(file + ", line 2: " + rule);
    }

    @Test
    void anotherEncodingIsRefused() throws IOException {
        Path latin = file("time\tcaf\u00E9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> QuestionFile.read(latin, KNOWN)).hasMessage(latin + ", line 1: must be UTF-8");
        Path wide = file("time\tnow\n".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> QuestionFile.read(wide, KNOWN)).hasMessage(wide + ", line 1: must be UTF-8");
    }

    @Test
    void whatIsNoFileIsRefused() throws IOException {
        assertThatThrownBy(() -> QuestionFile.read(directory, KNOWN))
                .hasMessage(directory + ": must be a file and is a folder");
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> QuestionFile.read(missing, KNOWN))
                .hasMessage(missing + ": can't be read (NoSuchFileException)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\n", "\uFEFF", "\uFEFF\n"})
    void aFileWithoutAQuestionIsRefused(String content) throws IOException {
        Path empty = file(content);
        assertThatThrownBy(() -> QuestionFile.read(empty, KNOWN))
                .hasMessage(empty + ": must hold a question and is empty");
    }
}
