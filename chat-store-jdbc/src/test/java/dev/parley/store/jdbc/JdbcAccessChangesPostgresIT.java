package dev.parley.store.jdbc;

import dev.parley.core.auth.AccessChanges;
import dev.parley.testkit.AccessChangesContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcAccessChangesPostgresIT implements AccessChangesContract {

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
    public AccessChanges createChanges(InstantSource clock) {
        return JdbcAccessChanges.on(database, clock);
    }
}
