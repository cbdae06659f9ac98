package dev.parley.store.jdbc;

import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.testkit.RefreshTokenStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcRefreshTokenStoreH2Test implements RefreshTokenStoreContract {

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
    public RefreshTokenStore createTokens(InstantSource clock) {
        return JdbcRefreshTokenStore.on(database, clock);
    }
}
