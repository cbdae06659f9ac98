package dev.parley.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DatabaseClockH2Test extends DatabaseClockRules {

    @TempDir
    private Path directory;

    @Override
    JdbcDatabaseConfig newDatabase() {
        return JdbcDatabaseConfig.h2File(directory);
    }
}
