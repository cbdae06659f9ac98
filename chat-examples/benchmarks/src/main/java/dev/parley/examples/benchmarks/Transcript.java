package dev.parley.examples.benchmarks;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.BodyHash;
import dev.parley.core.store.ChatLog;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A conversation of a given length. All but its last message are written by one SQL statement, as the store would have
 * written them; the last one by the store itself, which has to find everything in its place.
 */
final class Transcript {

    static final Principal AUTHOR = Principal.of("author");

    private static final int TEXTS = 64;
    private static final String WORDS =
            "if the window closes at once then start it in a terminal and tell us what it says before it ends ";

    private final DataSource pool;
    private final ChatLog log;
    private final long length;

    Transcript(DataSource pool, ChatLog log, long length) {
        this.pool = pool;
        this.log = log;
        this.length = length;
    }

    private IdempotencyKey creationKey() {
        return new IdempotencyKey("transcript of " + length);
    }

    /** {@return the conversation, written now if it is not there yet} */
    ConversationId open() throws SQLException {
        ConversationId id = ConversationId.derived(TenantId.DEFAULT, AUTHOR.user(), creationKey());
        Optional<Conversation> before = log.find(AUTHOR, id, soon());
        if (before.isEmpty()) {
            create();
            fill(id);
            appendLast(id);
        } else if (before.get().headSeq() != length) {
            throw new IllegalStateException("The conversation has "
                    + before.get().headSeq() + " messages, not " + length + "; delete the directory of the databases");
        }
        return id;
    }

    private void create() {
        NewConversation wanted = NewConversation.of("a long one", new UserId("reader"));
        if (!(log.create(AUTHOR, wanted, creationKey(), soon()) instanceof Outcome.Done)) {
            throw new IllegalStateException("The store refused the conversation");
        }
    }

    private void fill(ConversationId id) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
            statement.execute("CREATE TABLE texts (n bigint PRIMARY KEY, body varchar, hash "
                    + (h2 ? "varbinary" : "bytea") + ")");
            insertTexts(connection);
            for (String sql :
                    new String[] {"""
                INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, message_seq, body,
                    kind, revision, idempotency_key, body_hash)
                SELECT CAST('%2$s' AS uuid), s.seq, 'posted', CURRENT_TIMESTAMP, '%3$s', s.seq, s.seq, t.body, 'user',
                    1, CONCAT('key-', s.seq), t.hash
                FROM %4$s JOIN texts t ON t.n = MOD(s.seq, %5$d)
                ORDER BY s.seq
                """, """
                UPDATE parley_conversation SET head_seq = %1$d, posted_count = %1$d, last_posted_seq = %1$d,
                    last_activity = CURRENT_TIMESTAMP
                WHERE id = CAST('%2$s' AS uuid)
                """, """
                UPDATE parley_participant SET read_seq = %1$d, read_ordinal = %1$d
                WHERE conversation_id = CAST('%2$s' AS uuid) AND user_id = '%3$s'
                """, "DROP TABLE texts", h2 ? "ANALYZE" : "VACUUM (ANALYZE, FREEZE)"}) {
                String series = h2
                        ? "(SELECT x AS seq FROM SYSTEM_RANGE(1, %d)) s".formatted(length - 1)
                        : "generate_series(1, %d) AS s(seq)".formatted(length - 1);
                statement.execute(String.format(
                        Locale.ROOT, sql, length - 1, id, AUTHOR.user().value(), series, TEXTS));
            }
        }
    }

    private static void insertTexts(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO texts VALUES (?, ?, ?)")) {
            for (int n = 0; n < TEXTS; n++) {
                String text = text(n);
                insert.setLong(1, n);
                insert.setString(2, text);
                insert.setBytes(3, BodyHash.of(Draft.of("any", text)).toBytes());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Between 24 and 150 characters. */
    private static String text(int n) {
        return n + ": " + WORDS.repeat(2).substring(0, 20 + 2 * n);
    }

    private void appendLast(ConversationId id) {
        AppendResult last = log.append(AUTHOR, id, Draft.of("key-" + length, text(1)), soon());
        if (!(last instanceof AppendResult.Appended appended)
                || appended.message().seq() != length) {
            throw new IllegalStateException("The store does not go on where the rows end: " + last);
        }
        AppendResult again = log.append(AUTHOR, id, Draft.of("key-7", text(7)), soon());
        if (!(again instanceof AppendResult.Duplicate duplicate)
                || duplicate.message().seq() != 7) {
            throw new IllegalStateException("The store does not know a row again: " + again);
        }
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }
}
