package dev.parley.store.jdbc;

import dev.parley.core.store.ChatStore;
import dev.parley.testkit.ChatLogContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * What an expand step may do while servers of this version run: a table, columns with a default or without a value, an index.
 * They run on as if nothing were there.
 */
class OldCodeOnNewTablesPostgresIT implements ChatLogContract {

    private static final List<String> EXPAND = List.of(
            "CREATE TABLE parley_reaction (conversation_id uuid, seq bigint, user_id text, PRIMARY KEY (conversation_id, seq))",
            "ALTER TABLE parley_entry ADD COLUMN language text",
            "ALTER TABLE parley_entry ADD COLUMN pinned boolean NOT NULL DEFAULT FALSE",
            "ALTER TABLE parley_conversation ADD COLUMN colour text COLLATE \"C\"",
            "ALTER TABLE parley_participant ADD COLUMN muted_until timestamptz",
            "ALTER TABLE parley_turn ADD COLUMN cost bigint NOT NULL DEFAULT 0",
            "CREATE INDEX parley_entry_language ON parley_entry (conversation_id, language)");

    private static JdbcDatabase database;

    @BeforeAll
    static void open() throws SQLException {
        JdbcDatabaseConfig config = PostgresServer.newDatabase().withConnectionTimeout(Duration.ofSeconds(30));
        database = JdbcDatabase.open(config);
        try (Connection connection =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement statement = connection.createStatement()) {
            for (String step : EXPAND) {
                statement.execute(step);
            }
        }
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
