package dev.parley.store.jdbc;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;

/** Fills a conversation with finished turns behind the store's back, and asks the database how it looks for one. */
final class TurnPlan {

    static final int FINISHED = 10_000;
    static final int LIMIT = 20;

    /** What nobody but a plan looks up: everything that runs while turns are made, claimed and ended. */
    static final List<String> STATEMENTS =
            List.of(TurnLeases.CLAIM_DUE, TurnContexts.COMPLETED, TurnLines.FIRST, TurnLines.NEXT, JdbcChatFeed.HEADS);

    private final Jdbi jdbi;
    private final UUID conversation = UUID.randomUUID();

    TurnPlan(DataSource dataSource, Dialect dialect) {
        this.jdbi = Jdbi.create(dataSource)
                .configure(
                        SqlStatements.class,
                        statements -> statements.setUnusedBindingAllowed(true).define("now", dialect.now()))
                .registerArrayType(UUID.class, "uuid")
                .registerArrayType(String.class, dialect.textArrayType());
    }

    /** All finished but three: one is first, one waits behind it, and one of another conversation is due. */
    void fill(String numbers) {
        try (Handle handle = jdbi.open()) {
            OffsetDateTime at = OffsetDateTime.now(ZoneOffset.UTC);
            for (UUID id : List.of(conversation, UUID.randomUUID())) {
                handle.execute(
                        "INSERT INTO parley_conversation (id, tenant, direct_until, title, title_author, open_history,"
                                + " created_at, created_by, head_seq, posted_count, last_posted_seq, last_activity)"
                                + " VALUES (?, 'default', 0, 'T', 'alice', FALSE, ?, 'alice', 0, 0, 0, ?)",
                        id,
                        at,
                        at);
                handle.execute(
                        "INSERT INTO parley_participant VALUES (?, 'bot', 'default', 'bot', ?, 1, 0, 0, TRUE)", id, at);
                handle.execute(
                        "INSERT INTO parley_turn SELECT CAST(? AS uuid), n, 'bot', 'default',"
                                + " CASE WHEN mod(n, 3) = 0 THEN 'failed' ELSE 'completed' END, FALSE, 1, 1, NULL, NULL, n, 0"
                                + " FROM (" + numbers + ") s",
                        id,
                        FINISHED);
                turn(handle, id, 1, "first", at.plusHours(1));
                turn(handle, id, 2, "waiting", null);
            }
            turn(handle, UUID.randomUUID(), 1, "first", at.minusHours(1));
        }
    }

    private static void turn(Handle handle, UUID id, int place, String state, OffsetDateTime dueAt) {
        handle.execute(
                "INSERT INTO parley_turn VALUES (?, ?, 'bot', 'default', ?, FALSE, 1, 1, CAST(? AS timestamp with time zone),"
                        + " NULL, NULL, 0)",
                id,
                FINISHED + place,
                state,
                dueAt);
    }

    void execute(String statement) {
        try (Handle handle = jdbi.open()) {
            handle.execute(statement);
        }
    }

    String explain(String prefix, String sql) {
        try (Handle handle = jdbi.open()) {
            Query query = handle.createQuery(prefix + sql);
            return String.join(
                    "\n",
                    query.bind("conversation", conversation)
                            .bindArray("conversations", UUID.class, List.of(conversation))
                            .bindArray("bots", String.class, List.of("bot"))
                            .bind("bot", "bot")
                            .bind("message", FINISHED + 1L)
                            .bind("attempt", 1)
                            .bind("limit", LIMIT)
                            .mapTo(String.class)
                            .list());
        }
    }
}
