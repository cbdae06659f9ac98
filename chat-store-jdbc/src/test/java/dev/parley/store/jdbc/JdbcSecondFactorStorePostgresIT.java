package dev.parley.store.jdbc;

import dev.parley.core.auth.SecondFactorStore;
import dev.parley.testkit.SecondFactorStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcSecondFactorStorePostgresIT implements SecondFactorStoreContract {

    private static JdbcDatabase database;

    @BeforeAll
    static void open() {
        database = JdbcDatabase.open(PostgresServer.newDatabase());
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
