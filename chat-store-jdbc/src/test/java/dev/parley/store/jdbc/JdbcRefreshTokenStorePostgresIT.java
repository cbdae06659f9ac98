package dev.parley.store.jdbc;

import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.testkit.RefreshTokenStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcRefreshTokenStorePostgresIT implements RefreshTokenStoreContract {

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
    public RefreshTokenStore createTokens(InstantSource clock) {
        return JdbcRefreshTokenStore.on(database, clock);
    }
}
