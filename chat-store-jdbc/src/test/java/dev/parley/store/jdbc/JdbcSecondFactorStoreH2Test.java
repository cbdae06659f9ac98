package dev.parley.store.jdbc;

import dev.parley.core.auth.SecondFactorStore;
import dev.parley.testkit.SecondFactorStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcSecondFactorStoreH2Test implements SecondFactorStoreContract {

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
    public SecondFactorStore createFactors() {
        return JdbcSecondFactorStore.on(database);
    }
}
