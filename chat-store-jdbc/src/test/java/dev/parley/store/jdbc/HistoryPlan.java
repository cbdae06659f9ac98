package dev.parley.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/** Fills conversations behind the store's back, and asks the database how it reads a page of one, or of their list. */
final class HistoryPlan {

    static final int LARGE = 100_000;
    static final int PAGE = 50;

    private final Jdbi jdbi;

    HistoryPlan(DataSource dataSource) {
        this.jdbi = Jdbi.create(dataSource)
                .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true));
    }

    /** Every third entry is a message: a page of 50 lies among 150 entries. */
    UUID fill(int messages) {
        UUID id = UUID.randomUUID();
        try (Handle handle = jdbi.open()) {
            OffsetDateTime at = OffsetDateTime.now(ZoneOffset.UTC);
            long head = 3L * messages;
            handle.execute(
                    "INSERT INTO parley_conversation (id, tenant, direct_until, title, title_author, open_history, created_at,"
                            + " created_by, head_seq, posted_count, last_posted_seq, last_activity)"
                            + " VALUES (?, 'default', 0, 'T', 'alice', FALSE, ?, 'alice', ?, ?, ?, ?)",
                    id,
                    at,
                    head,
                    messages,
                    head,
                    at);
            handle.execute(
                    "INSERT INTO parley_participant VALUES (?, 'alice', 'default', 'owner', ?, 1, 0, 0, TRUE)", id, at);
            handle.execute(
                    "INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, message_seq,"
                            + " body, kind, revision)"
                            + " SELECT CAST(? AS uuid), n, CASE WHEN mod(n, 3) = 0 THEN 'posted' ELSE 'renamed' END,"
                            + " CAST(? AS timestamp with time zone), 'alice', n / 3,"
                            + " CASE WHEN mod(n, 3) = 0 THEN n END, 'text', CASE WHEN mod(n, 3) = 0 THEN 'user' END, 1"
                            + " FROM (" + numbers(handle) + ") s",
                    id,
                    at,
                    head);
        }
        return id;
    }

    /** Many conversations that alice has nothing to do with. */
    void fillOthers(int conversations) {
        try (Handle handle = jdbi.open()) {
            OffsetDateTime at = OffsetDateTime.now(ZoneOffset.UTC);
            String ids = " FROM (" + numbers(handle) + ") s";
            String id = "CAST('00000000-0000-0000-0000-' || lpad(CAST(n AS varchar), 12, '0') AS uuid)";
            handle.execute(
                    "INSERT INTO parley_conversation (id, tenant, direct_until, title, title_author, open_history, created_at,"
                            + " created_by, head_seq, posted_count, last_posted_seq, last_activity)"
                            + " SELECT " + id
                            + ", 'default', 0, 'T', 'bob', FALSE, CAST(? AS timestamp with time zone),"
                            + " 'bob', 1, 1, 1, CAST(? AS timestamp with time zone)" + ids,
                    at,
                    at,
                    conversations);
            handle.execute(
                    "INSERT INTO parley_participant SELECT " + id + ", 'bob', 'default', 'owner',"
                            + " CAST(? AS timestamp with time zone), 1, 0, 0, TRUE" + ids,
                    at,
                    conversations);
        }
    }

    private static String numbers(Handle handle) {
        try {
            Connection connection = handle.getConnection();
            return connection.getMetaData().getDatabaseProductName().equals("H2")
                    ? "SELECT x AS n FROM system_range(1, ?)"
                    : "SELECT n FROM generate_series(1, ?) AS n";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    void analyze(String statement) {
        try (Handle handle = jdbi.open()) {
            handle.execute(statement);
        }
    }

    /** {@return the plan of a page of the list of alice's conversations} */
    String explainList(String prefix, String sql) {
        return explain(prefix, sql, new UUID(0, 0), 0);
    }

    String explain(String prefix, String sql, UUID conversation, long bound) {
        try (Handle handle = jdbi.open()) {
            return String.join(
                    "\n",
                    handle.createQuery(prefix + sql)
                            .bind("conversation", conversation)
                            .bind("activity", OffsetDateTime.now(ZoneOffset.UTC).plusDays(1))
                            .bind("last", new UUID(0, 0))
                            .bind("user", "alice")
                            .bind("tenant", "default")
                            .bind("bound", bound)
                            .bind("limit", PAGE + 1)
                            .mapTo(String.class)
                            .list());
        }
    }
}
