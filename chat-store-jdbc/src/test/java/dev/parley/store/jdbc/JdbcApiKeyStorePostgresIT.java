package dev.parley.store.jdbc;

import dev.parley.core.auth.ApiKeyStore;
import dev.parley.testkit.ApiKeyStoreContract;
import dev.parley.testkit.StoreAndChanges;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcApiKeyStorePostgresIT implements ApiKeyStoreContract {

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
    public StoreAndChanges<ApiKeyStore> createKeys(InstantSource clock) {
        return new StoreAndChanges<>(JdbcApiKeyStore.on(database, clock), JdbcAccessChanges.on(database, clock));
    }
}
