package dev.parley.examples.benchmarks;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.store.BodyHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Appends a message as one would by hand, one transaction for each: what the log needs (the seat, an earlier message with
 * the key, seq, entry, head, marker) in two statements and a commit.
 */
final class AppendPeers {

    static final int FULL_BATCH = 256;

    private static final String LOOK = """
            SELECT c.head_seq, c.posted_count, c.direct_until, c.bots, p.role, p.visible_from, k.seq, k.body_hash
            FROM parley_conversation c
            JOIN parley_participant p ON p.conversation_id = c.id AND p.user_id = :user AND p.tenant = :tenant
            LEFT JOIN parley_entry k ON k.conversation_id = c.id AND k.author = :user AND k.idempotency_key = :key
            WHERE c.id = :conversation
            FOR NO KEY UPDATE OF c, p
            """;

    private static final String WRITE = """
            WITH entry AS (
                INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, message_seq, body, kind,
                    revision, idempotency_key, body_hash)
                VALUES (:conversation, :seq, 'posted', :at, :user, :ordinal, :seq, :text, 'user', 1, :key, :hash)
            ), conversation AS (
                UPDATE parley_conversation
                SET head_seq = :seq, posted_count = :ordinal, last_posted_seq = :seq, last_activity = :at
                WHERE id = :conversation
            )
            UPDATE parley_participant SET read_seq = :seq, read_ordinal = :ordinal
            WHERE conversation_id = :conversation AND user_id = :user
            """;

    private static final String RAW_LOOK = LOOK.replaceAll(":\\w+", "?");
    private static final String RAW_WRITE = WRITE.replaceAll(":\\w+", "?");
    private static final String BARE = "INSERT INTO bare SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::text[])";

    private static final String USER = AppendDatabase.AUTHOR.user().value();
    private static final String TENANT = AppendDatabase.AUTHOR.tenant().value();

    private final DataSource pool;
    private final Jdbi jdbi;

    AppendPeers(DataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /** Where a conversation stands. */
    private record Place(long head, long posted) {}

    private static Place place(ResultSet row) throws SQLException {
        if (row.getBytes(8) != null) {
            throw new IllegalStateException("A key that is new was sent before");
        }
        return new Place(row.getLong(1), row.getLong(2));
    }

    /** By JDBC, and {@return the seq} */
    long raw(ConversationId conversation, Draft draft) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            Place place = rawLook(connection, conversation.value(), draft);
            rawWrite(connection, conversation.value(), draft, place);
            connection.commit();
            return place.head() + 1;
        }
    }

    private static Place rawLook(Connection connection, UUID id, Draft draft) throws SQLException {
        try (PreparedStatement look = connection.prepareStatement(RAW_LOOK)) {
            look.setString(1, USER);
            look.setString(2, TENANT);
            look.setString(3, USER);
            look.setString(4, draft.key().value());
            look.setObject(5, id);
            try (ResultSet row = look.executeQuery()) {
                row.next();
                return place(row);
            }
        }
    }

    private static void rawWrite(Connection connection, UUID id, Draft draft, Place place) throws SQLException {
        long seq = place.head() + 1;
        long ordinal = place.posted() + 1;
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        Object[] values = {
            id,
            seq,
            now,
            USER,
            ordinal,
            seq,
            draft.text(),
            draft.key().value(),
            BodyHash.of(draft).toBytes(),
            seq,
            ordinal,
            seq,
            now,
            id,
            seq,
            ordinal,
            id,
            USER
        };
        try (PreparedStatement write = connection.prepareStatement(RAW_WRITE)) {
            for (int i = 0; i < values.length; i++) {
                write.setObject(i + 1, values[i]);
            }
            write.executeUpdate();
        }
    }

    /** By Jdbi, and {@return the seq} */
    long jdbi(ConversationId conversation, Draft draft) {
        return jdbi.inTransaction(handle -> {
            Place place = handle.createQuery(LOOK)
                    .bind("user", USER)
                    .bind("tenant", TENANT)
                    .bind("key", draft.key().value())
                    .bind("conversation", conversation.value())
                    .map((row, context) -> place(row))
                    .one();
            jdbiWrite(handle, conversation.value(), draft, place);
            return place.head() + 1;
        });
    }

    private static void jdbiWrite(Handle handle, UUID id, Draft draft, Place place) {
        handle.createUpdate(WRITE)
                .bind("conversation", id)
                .bind("seq", place.head() + 1)
                .bind("at", OffsetDateTime.now(ZoneOffset.UTC))
                .bind("user", USER)
                .bind("ordinal", place.posted() + 1)
                .bind("text", draft.text())
                .bind("key", draft.key().value())
                .bind("hash", BodyHash.of(draft).toBytes())
                .execute();
    }

    /** Bare rows, as many in one transaction as a batch holds at most. */
    void fullBatch(List<ConversationId> conversations, long first, String text) throws SQLException {
        String[] ids = new String[FULL_BATCH];
        Long[] seqs = new Long[FULL_BATCH];
        String[] texts = new String[FULL_BATCH];
        for (int i = 0; i < FULL_BATCH; i++) {
            ids[i] = conversations
                    .get((int) ((first + i) % conversations.size()))
                    .toString();
            seqs[i] = first + i;
            texts[i] = text;
        }
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement(BARE)) {
            insert.setArray(1, connection.createArrayOf("uuid", ids));
            insert.setArray(2, connection.createArrayOf("bigint", seqs));
            insert.setArray(3, connection.createArrayOf("text", texts));
            insert.executeUpdate();
        }
    }
}
