package dev.parley.store.jdbc;

import dev.parley.core.message.Answer;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.store.BodyHash;
import org.jspecify.annotations.Nullable;

/** The three writes of a message, by a user or a turn: one statement on one database, three on another. */
final class PostingSql {

    static final String ENTRY = """
            INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, message_seq, body, kind,
                reply_to, revision, idempotency_key, body_hash, turn_seq, stopped)
            VALUES (:conversation, :seq, 'posted', :at, :user, :ordinal, :seq, :text, :kind, :replyTo, 1, :key, :hash,
                :turn, :stopped)
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

    /** Writes the entry, the head and the author's marker. Needs the lock of the conversation. */
    static void write(Session session, Message message, @Nullable IdempotencyKey key, @Nullable BodyHash hash) {
        @Nullable MessageId replyTo = message.replyTo();
        @Nullable Answer answer = message.answer();
        for (String sql : session.dialect().post()) {
            int rows = session.update(sql)
                    .bind("conversation", message.id().conversation().value())
                    .bind("user", message.author().value())
                    .bind("seq", message.seq())
                    .bind("at", Times.column(message.createdAt()))
                    .bind("ordinal", message.ordinal())
                    .bind("text", message.text())
                    .bind("kind", message.kind().id())
                    .bind("replyTo", replyTo == null ? null : (Long) replyTo.seq())
                    .bind("key", key == null ? null : key.value())
                    .bind("hash", hash == null ? null : hash.toBytes())
                    .bind("turn", answer == null ? null : (Long) answer.turn().seq())
                    .bind("stopped", answer != null && answer.stopped())
                    .execute();
            if (rows != 1) {
                throw new IllegalStateException("A row that is locked was not found");
            }
        }
    }
}
