package dev.parley.store.jdbc;

import dev.parley.core.store.ChatStore;
import dev.parley.testkit.ChatFeedContract;
import dev.parley.testkit.ChatTurnsContract;
import dev.parley.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcChatTurnsH2Test implements ChatTurnsContract, ChatFeedContract {

    private static JdbcDatabaseConfig config;
    private static JdbcDatabase database;

    @BeforeAll
    static void open(@TempDir Path directory) {
        config = JdbcDatabaseConfig.h2File(directory);
        database = JdbcDatabase.open(config);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    public ChatStore createStore(InstantSource clock) {
        return JdbcChatStore.on(database, clock);
    }

    @Override
    public void passTime(ChatStore store, ManualClock clock, Duration by) {
        clock.advance(by);
        LeaseClock.pass(config, by);
    }
}
