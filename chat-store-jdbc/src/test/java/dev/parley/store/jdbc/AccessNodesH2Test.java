package dev.parley.store.jdbc;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class AccessNodesH2Test implements AccessNodesRules {

    private static JdbcDatabase first;
    private static JdbcDatabase second;

    @BeforeAll
    static void open(@TempDir Path directory) {
        JdbcDatabaseConfig config = JdbcDatabaseConfig.h2File(directory).withConnectionTimeout(Duration.ofSeconds(30));
        first = JdbcDatabase.open(config);
        second = JdbcDatabase.open(config);
    }

    @AfterAll
    static void close() {
        first.close();
        second.close();
    }

    @Override
    public JdbcDatabase first() {
        return first;
    }

    @Override
    public JdbcDatabase second() {
        return second;
    }
}
