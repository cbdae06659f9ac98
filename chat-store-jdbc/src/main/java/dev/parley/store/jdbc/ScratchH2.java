package dev.parley.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A database of H2 in a folder of its own. */
record ScratchH2(Path directory) {

    static ScratchH2 make() {
        try {
            ScratchH2 scratch = new ScratchH2(Files.createTempDirectory("parley-scratch-"));
            JdbcDatabase.open(scratch.config()).close();
            return scratch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JdbcDatabaseConfig config() {
        return JdbcDatabaseConfig.h2File(directory).withMaximumPoolSize(1);
    }

    void remove() {
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
