package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each migration says of itself: whether the code of the release before it can go on with the tables that it makes. */
class MigrationsTest {

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void eachSaysWhetherItExpandsOrContracts(String dialect) throws IOException, URISyntaxException {
        Path folder = Path.of(
                Objects.requireNonNull(JdbcDatabase.class.getResource(dialect)).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> migrations = files.sorted().toList();
            assertThat(migrations).isNotEmpty();
            for (Path migration : migrations) {
                assertThat(migration.getFileName().toString()).matches("V\\d+__\\w+\\.sql");
                assertThat(Files.readAllLines(migration).get(0))
                        .as(migration.toString())
                        .isIn("-- expand", "-- contract");
            }
        }
    }
}
