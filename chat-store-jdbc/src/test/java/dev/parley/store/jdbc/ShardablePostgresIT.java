package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables of conversations can be spread over several servers by the conversation: nothing in them reaches from one to another. */
class ShardablePostgresIT {

    /** Tables that belong to conversations, each with the column that says to which. */
    private static final String SCOPED = """
            WITH scoped AS (
                SELECT c.oid, c.relname, a.attnum
                FROM pg_class c
                JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
                WHERE c.relkind IN ('r', 'p') AND c.relname LIKE 'parley_%'
                    AND a.attname = CASE WHEN c.relname = 'parley_conversation' THEN 'id' ELSE 'conversation_id' END
            )
            """;

    private static final String KEYS_WITHOUT_CONVERSATION = SCOPED + """
            SELECT i.indexrelid::regclass::text FROM pg_index i JOIN scoped s ON s.oid = i.indrelid
            WHERE (i.indisunique OR i.indisexclusion) AND NOT s.attnum = ANY (i.indkey::smallint[])
            """;

    private static final String FOREIGN_KEYS = SCOPED + """
            SELECT f.conname FROM pg_constraint f
            WHERE f.contype = 'f' AND (f.conrelid IN (SELECT oid FROM scoped) OR f.confrelid IN (SELECT oid FROM scoped))
            """;

    private static JdbcDatabaseConfig config;

    @BeforeAll
    static void migrate() {
        config = PostgresServer.newDatabase();
        JdbcDatabase.open(config).close();
    }

    @Test
    void everyKeyNamesTheConversation() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(names(connection, SCOPED + "SELECT relname FROM scoped"))
                    .contains(
                            "parley_conversation",
                            "parley_participant",
                            "parley_entry",
                            "parley_turn",
                            "parley_fragment");
            assertThat(names(connection, KEYS_WITHOUT_CONVERSATION)).isEmpty();
        }
    }

    @Test
    void noForeignKeyReachesAcross() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(names(connection, FOREIGN_KEYS)).isEmpty();
        }
    }

    @Test
    void wouldFindOthers() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE UNIQUE INDEX reaches ON parley_turn (bot, message_seq)");
            statement.execute("ALTER TABLE parley_fragment ADD CONSTRAINT binds FOREIGN KEY (conversation_id)"
                    + " REFERENCES parley_conversation (id)");
            assertThat(names(connection, KEYS_WITHOUT_CONVERSATION)).containsExactly("reaches");
            assertThat(names(connection, FOREIGN_KEYS)).containsExactly("binds");
            connection.rollback();
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
    }

    private static List<String> names(Connection connection, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
