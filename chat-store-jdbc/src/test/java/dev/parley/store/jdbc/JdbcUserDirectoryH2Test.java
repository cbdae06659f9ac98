package dev.parley.store.jdbc;

import dev.parley.core.auth.UserDirectory;
import dev.parley.testkit.StoreAndChanges;
import dev.parley.testkit.UserDirectoryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcUserDirectoryH2Test implements UserDirectoryContract {

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
    public UserDirectory createDirectory() {
        return JdbcUserDirectory.on(database);
    }

    @Override
    public StoreAndChanges<UserDirectory> createDirectoryAndChanges() {
        return new StoreAndChanges<>(createDirectory(), JdbcAccessChanges.on(database));
    }
}
