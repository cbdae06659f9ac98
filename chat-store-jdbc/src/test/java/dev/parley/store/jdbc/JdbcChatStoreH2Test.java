package dev.parley.store.jdbc;

import dev.parley.core.store.ChatStore;
import dev.parley.testkit.ChatLogContract;
import dev.parley.testkit.HistoryRetentionContract;
import dev.parley.testkit.PersonalDataContract;
import dev.parley.testkit.ReadOnlyModeContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcChatStoreH2Test
        implements ChatLogContract, PersonalDataContract, HistoryRetentionContract, ReadOnlyModeContract {

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
    public ChatStore createStore(InstantSource clock) {
        return JdbcChatStore.on(database, clock);
    }
}
