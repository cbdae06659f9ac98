package dev.parley.store.jdbc;

import dev.parley.core.auth.UserDirectory;
import dev.parley.testkit.StoreAndChanges;
import dev.parley.testkit.UserDirectoryContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcUserDirectoryPostgresIT implements UserDirectoryContract {

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
    public UserDirectory createDirectory() {
        return JdbcUserDirectory.on(database);
    }

    @Override
    public StoreAndChanges<UserDirectory> createDirectoryAndChanges() {
        return new StoreAndChanges<>(createDirectory(), JdbcAccessChanges.on(database));
    }
}
