package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What row policies may do to a statement about one conversation of a user who has many. */
class PolicyCostPostgresIT {

    private static final int CONVERSATIONS = 2_000;

    @Test
    void aRowIsLookedUpWithoutReadingAllConversationsOfTheUser() throws SQLException {
        JdbcDatabaseConfig config = PostgresServer.newDatabase();
        JdbcDatabase.open(config).close();
        try (Connection connection =
                        DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO parley_conversation (id, tenant, direct_until, title, title_author, open_history, created_at,
                        created_by, head_seq, posted_count, last_posted_seq, last_activity, erasures)
                    SELECT gen_random_uuid(), 'default', 0, '', 'ann', FALSE, now(), 'ann', 1, 1, 1, now(), 0
                    FROM generate_series(1, %d)
                    """.formatted(CONVERSATIONS));
            statement.execute("""
                    INSERT INTO parley_participant (conversation_id, user_id, tenant, role, joined_at, visible_from, read_seq,
                        read_ordinal, founder)
                    SELECT id, 'ann', tenant, 'owner', now(), 1, 0, 0, TRUE FROM parley_conversation
                    """);
            for (String role : new String[] {Scope.APP, Scope.WORKER}) {
                statement.execute("RESET ROLE");
                String one = text(statement, "SELECT id FROM parley_conversation LIMIT 1");
                statement.execute("SELECT set_config('parley.tenant', 'default', FALSE),"
                        + " set_config('parley.users', '{ann}', FALSE), set_config('parley.conversation', '', FALSE)");
                statement.execute("SET ROLE " + role);
                assertThat(text(statement, "SELECT count(*) FROM parley_conversation"))
                        .isEqualTo("" + CONVERSATIONS);
                for (String about : new String[] {
                    "SELECT head_seq FROM parley_conversation WHERE id = '" + one + "'",
                    "SELECT user_id FROM parley_participant WHERE conversation_id = '" + one + "'",
                    "SELECT seq FROM parley_entry WHERE conversation_id = '" + one + "'",
                    "UPDATE parley_conversation SET head_seq = 1 WHERE id = '" + one + "'"
                }) {
                    assertThat(mostRows(statement, about)).as(about).isLessThan(10);
                }
            }
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** {@return how many rows the busiest step of a statement gave} */
    private static int mostRows(Statement statement, String about) throws SQLException {
        int most = 0;
        try (ResultSet rows = statement.executeQuery("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + about)) {
            while (rows.next()) {
                String line = rows.getString(1);
                if (line.contains("actual rows=")) {
                    most = Math.max(most, (int) Double.parseDouble(line.replaceAll(".*actual rows=([0-9.]+).*", "$1")));
                }
            }
        }
        return most;
    }
}
