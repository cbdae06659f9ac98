package dev.parley.store.jdbc;

import dev.parley.core.auth.AccessChanges;
import dev.parley.testkit.AccessChangesContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcAccessChangesH2Test implements AccessChangesContract {

    private static JdbcDatabase database;

    @BeforeAll
    static void open(@TempDir Path directory) {
        database = JdbcDatabase.open(JdbcDatabaseConfig.h2File(directory));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    public AccessChanges createChanges(InstantSource clock) {
        return JdbcAccessChanges.on(database, clock);
    }
}
