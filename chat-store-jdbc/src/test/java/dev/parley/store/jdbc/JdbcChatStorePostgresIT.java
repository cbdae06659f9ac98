package dev.parley.store.jdbc;

import dev.parley.core.store.ChatStore;
import dev.parley.testkit.ChatLogContract;
import dev.parley.testkit.HistoryRetentionContract;
import dev.parley.testkit.PersonalDataContract;
import dev.parley.testkit.ReadOnlyModeContract;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcChatStorePostgresIT
        implements ChatLogContract, PersonalDataContract, HistoryRetentionContract, ReadOnlyModeContract {

    private static JdbcDatabase database;

    @BeforeAll
    static void open() {
        database = JdbcDatabase.open(PostgresServer.newDatabase().withConnectionTimeout(Duration.ofSeconds(30)));
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
