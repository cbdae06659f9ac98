package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.Draft;
import dev.parley.core.message.TenantId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The statements of a batch go by indexes, also in a database that is new: their plans are kept while the tables grow, and what
 * would be cheap on an empty table would read millions of rows an hour later.
 */
class PostingPlanPostgresIT {

    private static final int DRAFTS = 32;
    private static final Scope WRITER = Scope.writer(TenantId.DEFAULT, List.of(Room.ALICE.user()));

    private final JdbcDatabaseConfig config = PostgresServer.newDatabase();
    private JdbcDatabase database;
    private Room room;

    @BeforeEach
    void open() {
        database = JdbcDatabase.open(config);
        room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** {@return the plan on a connection of the store's own, with the policies of who writes messages} */
    private String explain(String sql, Binding binding) {
        StringBuilder plan = new StringBuilder();
        database.transactions().write(WRITER, Room.patience(), session -> {
            try (PreparedStatement statement = session.writing("EXPLAIN " + sql)) {
                binding.bind(statement);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        plan.append(rows.getString(1)).append('\n');
                    }
                }
                return plan;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(plan).doesNotContain("Seq Scan", "Hash", "Merge", "Sort");
        return plan.toString();
    }

    private static void array(PreparedStatement statement, int index, String type, Object element) throws SQLException {
        Object[] elements = Collections.nCopies(DRAFTS, element.toString()).toArray(String[]::new);
        statement.setArray(index, statement.getConnection().createArrayOf(type, elements));
    }

    private enum Knowledge {
        NONE,
        OF_EMPTY_TABLES
    }

    /** What the server knows of its tables is nothing, or out of date. */
    @ParameterizedTest
    @EnumSource
    void whatIsReadIsFoundRowByRow(Knowledge knowledge) throws SQLException {
        if (knowledge == Knowledge.OF_EMPTY_TABLES) {
            try (Connection connection =
                            DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("ANALYZE");
            }
        }
        for (int length = 0; length < 3; length++) {
            String plan = explain(ArrayPosting.LOOK_PASSING_OVER.alone(), statement -> {
                array(statement, 1, "uuid", room.id());
                array(statement, 2, "text", "alice");
                array(statement, 3, "text", Draft.of("key", "text").key().value());
                array(statement, 4, "bigint", 1);
                statement.setString(5, "default");
            });
            assertThat(plan)
                    .contains(
                            "(id = o.conversation)",
                            "(conversation_id = o.conversation) AND (author = o.author) AND (idempotency_key >= o.key) AND (idempotency_key <= o.key)",
                            "(conversation_id = o.conversation) AND (seq >= o.reply_to)")
                    .containsAnyOf(
                            "(conversation_id = o.conversation) AND (user_id = o.author)",
                            // In a table of one page either index costs the same.
                            "(user_id = o.author) AND (conversation_id = o.conversation)");
            room.append(Room.ALICE, "k" + length, "text");
        }
    }

    @Test
    void whatIsWrittenIsFoundRowByRow() {
        String plan = explain(ArrayPosting.WRITE, statement -> {
            array(statement, 1, "uuid", room.id());
            array(statement, 2, "bigint", 1);
            array(statement, 3, "bigint", 1);
            for (int i : new int[] {4, 5, 6, 8}) {
                array(statement, i, "text", "text");
            }
            array(statement, 7, "bigint", 1);
            array(statement, 9, "bytea", "text");
            array(statement, 10, "boolean", true);
            array(statement, 11, "boolean", true);
            statement.setObject(12, Times.column(InstantSource.system().instant()));
            statement.setObject(13, Times.column(InstantSource.system().instant()));
        });
        assertThat(plan).contains("(id = m_", "(conversation_id = m.conversation) AND (user_id = ");
    }

    /** A batch of one has statements of its own. */
    @Test
    void whatALoneMessageNeedsIsFoundByKey() {
        assertThat(explain(LonePosting.LOOK_PASSING_OVER.alone(), statement -> {
                    for (int i = 1; i <= 4; i++) {
                        statement.setString(i, "text");
                    }
                    statement.setLong(5, 1);
                    statement.setLong(6, 1);
                    statement.setObject(7, room.id().value());
                }))
                .contains("parley_conversation_pkey", "parley_participant_pkey", "(idempotency_key >= ", "(seq >= ");
        assertThat(explain(LonePosting.WRITE, statement -> {
                    for (int i : new int[] {1, 16, 19}) {
                        statement.setObject(i, room.id().value());
                    }
                    for (int i : new int[] {2, 5, 6, 9, 12, 13, 14, 17, 18}) {
                        statement.setLong(i, 1);
                    }
                    for (int i : new int[] {4, 7, 8, 10, 20}) {
                        statement.setString(i, "text");
                    }
                    for (int i : new int[] {3, 15}) {
                        statement.setObject(
                                i, Times.column(InstantSource.system().instant()));
                    }
                    statement.setBytes(11, new byte[32]);
                }))
                .contains("parley_conversation_pkey", "parley_participant_pkey");
    }
}
