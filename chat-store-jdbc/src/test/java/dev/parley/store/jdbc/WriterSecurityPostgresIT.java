package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plain SQL by the login of calls as the role that writes messages of users. */
class WriterSecurityPostgresIT {

    private static final String DENIED = "42501";

    private static GuardedDatabase server;
    private static ConversationId ofA;
    private static ConversationId ofB;
    private Connection connection;
    private Statement statement;

    @BeforeAll
    static void fill() {
        server = new GuardedDatabase();
        try (JdbcDatabase database = JdbcDatabase.open(server.callsWithOwner())) {
            ofA = GuardedDatabase.fill(database, new TenantId("a"));
            ofB = GuardedDatabase.fill(database, new TenantId("b"));
        }
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = server.connect("parley_calls");
        connection.setAutoCommit(false);
        statement = connection.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        connection.rollback();
        connection.close();
    }

    private void writing(String tenant, String users) throws SQLException {
        connection.rollback();
        statement.execute("SET LOCAL ROLE " + Scope.WRITER);
        statement.execute("SELECT set_config('parley.tenant', '" + tenant + "', TRUE), set_config('parley.users', '"
                + users + "', TRUE)");
    }

    private int count(String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void assertDenied(String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        assertThatThrownBy(() -> statement.execute(sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(DENIED));
        connection.rollback(before);
    }

    private static String message(ConversationId conversation, String author) {
        return "INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal) VALUES ('"
                + conversation.value() + "', 100, 'posted', now(), '" + author + "', 0)";
    }

    @Test
    void itWritesMessagesOfItsUsersWhereTheySit() throws SQLException {
        writing("a", "{alice}");
        assertDenied(message(ofA, "bob"));
        assertDenied(message(ofA, "carol"));
        assertDenied(message(ofB, "alice"));
        assertThat(statement.executeUpdate(message(ofA, "alice"))).isEqualTo(1);
        for (String users : List.of("{carol}", "{dora}", "{mallory}", "{}")) {
            writing("a", users);
            String user = users.equals("{}") ? "alice" : users.substring(1, users.length() - 1);
            assertDenied(message(ofA, user));
        }
        writing("b", "{alice}");
        assertDenied(message(ofA, "alice"));
        // Of several users of a batch each row has to be of one, who sits there.
        writing("a", "{alice,carol}");
        assertDenied(message(ofA, "carol"));
        assertThat(statement.executeUpdate(message(ofA, "alice"))).isEqualTo(1);
    }

    @Test
    void itReadsNoTextAndNothingElse() throws SQLException {
        writing("a", "{alice}");
        for (String sql : List.of(
                "SELECT body FROM parley_entry",
                "SELECT current_body FROM parley_entry",
                "SELECT * FROM parley_entry",
                "SELECT title FROM parley_conversation",
                "SELECT 1 FROM parley_fragment",
                "SELECT 1 FROM parley_former_participant",
                "SELECT 1 FROM parley_seats",
                "SELECT 1 FROM parley_user",
                "SELECT 1 FROM parley_session",
                "SELECT 1 FROM parley_refresh_token",
                "SELECT 1 FROM parley_api_key",
                "SELECT 1 FROM parley_lease",
                "SELECT 1 FROM parley_entry_0")) {
            assertDenied(sql);
        }
    }

    @Test
    void itSeesEntriesOfConversationsOfItsUsersAndNoOtherTenant() throws SQLException {
        writing("a", "{alice}");
        assertThat(count("parley_entry")).isPositive();
        assertThat(count("parley_turn")).isPositive();
        assertThat(count("parley_entry WHERE conversation_id = '" + ofB.value() + "'"))
                .isZero();
        for (String table : List.of("parley_conversation", "parley_participant", "parley_turn")) {
            assertThat(count(table + " WHERE tenant <> 'a'")).as(table).isZero();
        }
        for (String users : List.of("{carol}", "{}")) {
            writing("a", users);
            assertThat(count("parley_entry")).isZero();
            assertThat(count("parley_turn")).isZero();
        }
    }

    @Test
    void itSeesAndChangesNothingUnlessItSaysForWhom() throws SQLException {
        statement.execute("SET LOCAL ROLE " + Scope.WRITER);
        for (String table : List.of("parley_conversation", "parley_participant", "parley_entry", "parley_turn")) {
            assertThat(count(table)).as(table).isZero();
        }
        assertThat(statement.executeUpdate("UPDATE parley_conversation SET head_seq = 0"))
                .isZero();
        assertThat(statement.executeUpdate("UPDATE parley_participant SET read_seq = 0"))
                .isZero();
        assertDenied(message(ofA, "alice"));
    }

    @Test
    void itChangesHeadsAndMarkersOfItsTenantAndNothingElse() throws SQLException {
        writing("a", "{alice}");
        assertThat(statement.executeUpdate(
                        "UPDATE parley_conversation SET head_seq = head_seq WHERE id = '" + ofB.value() + "'"))
                .isZero();
        assertThat(statement.executeUpdate(
                        "UPDATE parley_conversation SET head_seq = head_seq WHERE id = '" + ofA.value() + "'"))
                .isEqualTo(1);
        for (String sql : List.of(
                "UPDATE parley_conversation SET title = ''",
                "UPDATE parley_conversation SET tenant = 'b'",
                "UPDATE parley_participant SET role = 'owner'",
                "UPDATE parley_participant SET visible_from = 1",
                "UPDATE parley_entry SET body = ''",
                "DELETE FROM parley_entry",
                "DELETE FROM parley_participant",
                "INSERT INTO parley_participant SELECT * FROM parley_participant",
                "UPDATE parley_turn SET state = 'failed'",
                "TRUNCATE parley_entry",
                "SET ROLE parley_owner")) {
            assertDenied(sql);
        }
        assertThat(count("parley_entry WHERE author = 'alice'")).isPositive();
    }
}
