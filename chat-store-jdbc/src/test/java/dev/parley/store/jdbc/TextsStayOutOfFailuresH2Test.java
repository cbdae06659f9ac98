package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class TextsStayOutOfFailuresH2Test extends TextsStayOutOfFailuresRules {

    @TempDir
    private Path directory;

    @Override
    JdbcDatabaseConfig newDatabase() {
        return JdbcDatabaseConfig.h2File(directory);
    }

    /** H2 writes a file of its own on errors, with statement and values, unless told not to. */
    @AfterEach
    void noTraceFileIsWritten() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).isEqualTo(List.of("parley.mv.db"));
        }
        assertThat(Files.readString(directory.resolve("parley.mv.db"), StandardCharsets.ISO_8859_1))
                .startsWith("H:2");
    }
}
