package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README lists every code with the status that it is answered with. */
class ReadmeCodesTest {

    @Test
    void theReadmeListsEveryCodeWithItsStatus() throws IOException {
        List<String> expected = Stream.concat(
                        Arrays.stream(ApiCode.values()).map(Problem::of),
                        Arrays.stream(ErrorCode.values()).map(code -> Problem.of(code, null)))
                .map(problem -> "| `" + problem.code() + "` | " + problem.status() + " |")
                .toList();
        List<String> listed = Files.readString(Path.of("../../README.md"))
                .lines()
                .filter(line -> line.matches("\\| `[a-z0-9_]+` \\| \\d{3} \\| .*"))
                .map(line -> line.replaceAll("(\\| `[a-z0-9_]+` \\| \\d{3} \\|) .*", "$1"))
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
    }
}
