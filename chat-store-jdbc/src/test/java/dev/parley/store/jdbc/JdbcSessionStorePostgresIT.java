package dev.parley.store.jdbc;

import dev.parley.core.auth.SessionStore;
import dev.parley.testkit.SessionStoreContract;
import dev.parley.testkit.StoreAndChanges;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcSessionStorePostgresIT implements SessionStoreContract {

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
    public StoreAndChanges<SessionStore> createSessions(InstantSource clock) {
        return new StoreAndChanges<>(JdbcSessionStore.on(database, clock), JdbcAccessChanges.on(database, clock));
    }
}
