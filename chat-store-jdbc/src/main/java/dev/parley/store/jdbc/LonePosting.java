package dev.parley.store.jdbc;

import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.store.jdbc.PostingTables.Post;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A batch of one on PostgreSQL, without arrays: they cost a lone sender half of its garbage. */
final class LonePosting {

    private static final String GROUND = "SELECT " + Ground.COLUMNS + """

            FROM parley_conversation c
            JOIN parley_participant p ON p.conversation_id = c.id AND p.user_id = ? AND p.tenant IS NOT DISTINCT FROM ?
            LEFT JOIN LATERAL (SELECT e.seq, e.body_hash FROM parley_entry e
                WHERE e.conversation_id = c.id AND e.author = p.user_id
                    AND e.idempotency_key >= ? AND e.idempotency_key <= ?
                ORDER BY e.conversation_id, e.author, e.idempotency_key
                LIMIT 1) k ON TRUE
            LEFT JOIN LATERAL (SELECT e.seq, e.type FROM parley_entry e
                WHERE e.conversation_id = c.id AND e.seq >= ?
                ORDER BY e.conversation_id, e.seq
                LIMIT 1) r ON r.seq = ? AND r.type = 'posted'
            WHERE c.id = ?
            FOR NO KEY UPDATE OF c, p
            """.stripTrailing();

    private static final ScopedSql LOOK = ScopedSql.of(GROUND);

    static final ScopedSql LOOK_PASSING_OVER = ScopedSql.of(GROUND + " SKIP LOCKED");

    static final String WRITE = """
            WITH entry AS (
                INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, message_seq, body, kind,
                    reply_to, revision, idempotency_key, body_hash)
                VALUES (?, ?, 'posted', ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
            ), conversation AS (
                UPDATE parley_conversation
                SET head_seq = ?, posted_count = ?, last_posted_seq = ?, last_activity = ?
                WHERE id = ?
            )
            UPDATE parley_participant SET read_seq = ?, read_ordinal = ?
            WHERE conversation_id = ? AND user_id = ?
            """;

    private LonePosting() {}

    /** As {@link PostingTables#look}. */
    static @Nullable Ground look(Session session, Pending draft, boolean waits) throws SQLException {
        int before = session.places();
        try (PreparedStatement query = session.reading(waits ? LOOK : LOOK_PASSING_OVER)) {
            query.setString(before + 1, draft.author().user().value());
            query.setString(before + 2, draft.author().tenant().value());
            query.setString(before + 3, draft.draft().key().value());
            query.setString(before + 4, draft.draft().key().value());
            query.setObject(before + 5, draft.replySeq(), Types.BIGINT);
            query.setObject(before + 6, draft.replySeq(), Types.BIGINT);
            query.setObject(before + 7, draft.conversation().value());
            try (ResultSet row = ScopeSql.rows(query, before)) {
                return row.next() ? Ground.read(row) : null;
            }
        }
    }

    /** As {@link PostingTables#write}. */
    static void write(Session session, Post post) throws SQLException {
        Message message = post.message();
        @Nullable MessageId replyTo = message.replyTo();
        UUID conversation = message.id().conversation().value();
        OffsetDateTime at = Times.column(message.createdAt());
        String author = message.author().value();
        try (PreparedStatement update = session.writing(WRITE)) {
            update.setObject(1, conversation);
            update.setLong(2, message.seq());
            update.setObject(3, at);
            update.setString(4, author);
            update.setLong(5, message.ordinal());
            update.setLong(6, message.seq());
            update.setString(7, message.text());
            update.setString(8, message.kind().id());
            update.setObject(9, replyTo == null ? null : (Long) replyTo.seq(), Types.BIGINT);
            update.setString(10, post.key().value());
            update.setBytes(11, post.hash().toBytes());
            update.setLong(12, message.seq());
            update.setLong(13, message.ordinal());
            update.setLong(14, message.seq());
            update.setObject(15, at);
            update.setObject(16, conversation);
            update.setLong(17, message.seq());
            update.setLong(18, message.ordinal());
            update.setObject(19, conversation);
            update.setString(20, author);
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("A row that is locked was not found");
            }
        }
    }
}
