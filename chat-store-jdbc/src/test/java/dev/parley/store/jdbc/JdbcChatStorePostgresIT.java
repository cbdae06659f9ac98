package dev.parley.store.jdbc;

import dev.parley.core.store.ChatStore;
import dev.parley.testkit.ChatLogContract;
import dev.parley.testkit.PersonalDataContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcChatStorePostgresIT implements ChatLogContract, PersonalDataContract {

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
    public ChatStore createStore(InstantSource clock) {
        return JdbcChatStore.on(database, clock);
    }
}
