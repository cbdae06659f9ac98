package dev.parley.store.jdbc;

/** The three writes of an append: one statement on one database, three on another. */
final class PostingSql {

    static final String ENTRY = """
            INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, message_seq, body, kind,
                reply_to, revision, idempotency_key, body_hash)
            VALUES (:conversation, :seq, 'posted', :at, :user, :ordinal, :seq, :text, :kind, :replyTo, 1, :key, :hash)
            """;

    static final String CONVERSATION = """
            UPDATE parley_conversation
            SET head_seq = :seq, posted_count = :ordinal, last_posted_seq = :seq, last_activity = :at
            WHERE id = :conversation
            """;

    static final String MARKER = """
            UPDATE parley_participant SET read_seq = :seq, read_ordinal = :ordinal
            WHERE conversation_id = :conversation AND user_id = :user
            """;

    private PostingSql() {}
}
