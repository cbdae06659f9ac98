package dev.parley.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class TrimmedDataH2Test extends TrimmedDataRules {

    @TempDir
    private Path directory;

    @Override
    JdbcDatabaseConfig newDatabase() {
        return JdbcDatabaseConfig.h2File(directory);
    }
}
