package dev.parley.examples.server.intents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EvaluateCommandTest {

    private static final String QUESTIONS = """
            weather\twill it rain in paris tomorrow
            weather\thow is the weather in rome
            translate\twhat is the traffic like on the way to work
            oos\tzrblk qxqxq vvvkz wpfgh
            oos\twill it rain in london tomorrow
            oos\tqqq
            """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new IntentsCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("evaluate"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    @Test
    void printsTheFiguresInTheAgreedForm() throws IOException {
        assertThat(run(file("a.tsv", QUESTIONS), "--threshold", "0.5")).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).isEqualTo("in-scope accuracy 66.7 %");
        assertThat(lines.get(1)).isEqualTo("out-of-scope recall 66.7 %");
        assertThat(lines.get(2)).isEqualTo("threshold 0.5 (--threshold)");
        assertThat(lines.get(3)).matches("expected calibration error [0-9]+\\.[0-9] %");
        assertThat(lines.get(4)).isEqualTo("questions 3 in scope, 3 out of scope");
        assertThat(lines)
                .contains("  1  oos  weather", "  1  translate  traffic")
                .hasSize(8);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void takesSeveralFilesAndTheChosenThreshold() throws IOException {
        String inScope = file("a.tsv", "weather\twill it rain in paris tomorrow\n");
        assertThat(run(inScope, file("b.tsv", "oos\tqqq\n"))).isZero();
        assertThat(out.toString())
                .startsWith(String.format("in-scope accuracy 100.0 %%%nout-of-scope recall 100.0 %%%nthreshold 0.0"))
                .contains(" (chosen on the validation questions)");
    }

    @Test
    void aShareOfNothingIsNotPrintedAsAFigure() throws IOException {
        assertThat(run(file("a.tsv", "oos\tqqq\n"))).isZero();
        assertThat(out.toString()).startsWith("in-scope accuracy - (no such question)");
    }

    @Test
    void aBrokenFileEndsItWithOneLine() throws IOException {
        String good = file("a.tsv", QUESTIONS);
        String broken = file("b.tsv", "weather\tsunny?\nweather sunny?\n");
        assertThat(run(good, broken)).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).containsExactly(broken + ", line 2: must be an intent, one tab and a text");
    }

    @Test
    void aMissingFileEndsItWithOneLine() {
        assertThat(run(directory.resolve("none").toString())).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "NaN", "much", ""})
    void aThresholdThatIsNoProbabilityIsWrongUse(String threshold) throws IOException {
        assertThat(run(file("a.tsv", QUESTIONS), "--threshold", threshold)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void withoutAFileItIsWrongUse() {
        assertThat(run()).isEqualTo(2);
    }
}
