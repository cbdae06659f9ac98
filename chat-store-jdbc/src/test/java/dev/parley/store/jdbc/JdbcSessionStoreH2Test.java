package dev.parley.store.jdbc;

import dev.parley.core.auth.SessionStore;
import dev.parley.testkit.SessionStoreContract;
import dev.parley.testkit.StoreAndChanges;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcSessionStoreH2Test implements SessionStoreContract {

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
    public StoreAndChanges<SessionStore> createSessions(InstantSource clock) {
        return new StoreAndChanges<>(JdbcSessionStore.on(database, clock), JdbcAccessChanges.on(database, clock));
    }
}
