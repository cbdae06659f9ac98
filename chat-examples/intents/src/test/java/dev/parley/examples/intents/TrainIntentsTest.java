package dev.parley.examples.intents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the build trains anew. */
class TrainIntentsTest {

    @TempDir
    private Path directory;

    private String fingerprint() throws IOException {
        return TrainIntents.fingerprint(
                directory.resolve("data"), directory.resolve("classes"), directory.resolve("library.jar"));
    }

    private void write(String file, String content) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    @Test
    void questionsCodeAndLibraryEachMakeAnotherModel() throws IOException {
        String code = "classes/dev/parley/examples/intents/A.class";
        write("data/train.tsv", "time\tnow?");
        write("data/LICENSE.md", "as is");
        write(code, "1");
        write("library.jar", "2.44");
        String before = fingerprint();
        write("data/LICENSE.md", "of no matter");
        assertThat(fingerprint()).isEqualTo(before);
        write("data/train.tsv", "time\tthen?");
        String questions = fingerprint();
        write(code, "2");
        String classes = fingerprint();
        write("library.jar", "2.45");
        assertThat(fingerprint()).isNotIn(before, questions, classes);
        assertThat(classes).isNotIn(before, questions);
        assertThat(questions).isNotEqualTo(before);
    }

    @Test
    void theLibraryIsTheOneThatTrains() {
        assertThat(TrainIntents.library()).isRegularFile().asString().matches(".*liblinear-[0-9.]+\\.jar");
    }
}
