package dev.parley.store.jdbc;

import dev.parley.core.message.Answer;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the rows of {@code parley_entry}: as entries of the log, and as the messages that they add up to. */
final class EntryRows {

    /** The columns that both readings need. */
    static final String COLUMNS = """
            conversation_id, seq, type, happened_at, author, ordinal, message_seq, body, wiped, kind, reply_to,
            current_body, revision, edited_at, subject, role, turn_seq, stopped
            """;

    private static final String MESSAGE =
            "SELECT " + COLUMNS + "FROM parley_entry WHERE conversation_id = :conversation AND seq = :seq";

    private EntryRows() {}

    /** {@return the columns of a table that goes by another name in a query} */
    static String columnsOf(String alias) {
        return alias + "." + COLUMNS.strip().replaceAll(",\\s+", ", " + alias + ".");
    }

    /** {@return a message, if it is there} */
    static Optional<Message> message(Session session, ConversationId conversation, long seq) {
        return session.query(MESSAGE)
                .bind("conversation", conversation.value())
                .bind("seq", seq)
                .map((row, context) -> Objects.requireNonNull(message(row)))
                .findOne();
    }

    /** {@return the entry, or null where an outer join found none} */
    static @Nullable Entry entry(ResultSet row) throws SQLException {
        @Nullable String type = row.getString("type");
        if (type == null) {
            return null;
        }
        ConversationId conversation = conversation(row);
        long seq = row.getLong("seq");
        Instant at = Times.read(row, "happened_at");
        UserId author = new UserId(row.getString("author"));
        return switch (type) {
            case "posted" ->
                new Entry.Posted(
                        conversation,
                        seq,
                        at,
                        author,
                        row.getLong("ordinal"),
                        kind(row),
                        row.getString("body"),
                        replyTo(row, conversation),
                        answer(row, conversation, author),
                        row.getBoolean("wiped"));
            case "edited" ->
                new Entry.Edited(
                        conversation,
                        seq,
                        at,
                        author,
                        row.getLong("message_seq"),
                        row.getInt("revision"),
                        row.getString("body"),
                        row.getBoolean("wiped"));
            case "redacted" -> new Entry.Redacted(conversation, seq, at, author, row.getLong("message_seq"));
            case "joined" ->
                new Entry.Joined(
                        conversation,
                        seq,
                        at,
                        author,
                        new UserId(row.getString("subject")),
                        ParticipantRole.parse(row.getString("role")));
            case "left" -> new Entry.Left(conversation, seq, at, author, new UserId(row.getString("subject")));
            case "renamed" ->
                new Entry.Renamed(conversation, seq, at, author, row.getString("body"), row.getBoolean("wiped"));
            default -> throw new IllegalStateException("An entry of unknown type");
        };
    }

    /** {@return the message as it is now, or null where an outer join found none} */
    static @Nullable Message message(ResultSet row) throws SQLException {
        @Nullable UUID conversation = row.getObject("conversation_id", UUID.class);
        if (conversation == null) {
            return null;
        }
        ConversationId id = new ConversationId(conversation);
        UserId author = new UserId(row.getString("author"));
        @Nullable String current = row.getString("current_body");
        return new Message(
                new MessageId(id, row.getLong("seq")),
                author,
                kind(row),
                current == null ? row.getString("body") : current,
                replyTo(row, id),
                Times.read(row, "happened_at"),
                Times.readNullable(row, "edited_at"),
                row.getInt("revision"),
                row.getBoolean("wiped"),
                row.getLong("ordinal"),
                answer(row, id, author));
    }

    private static ConversationId conversation(ResultSet row) throws SQLException {
        return new ConversationId(row.getObject("conversation_id", UUID.class));
    }

    private static MessageKind kind(ResultSet row) throws SQLException {
        return kind(row.getString("kind"));
    }

    static MessageKind kind(String column) {
        return switch (column) {
            case "user" -> MessageKind.USER;
            case "bot" -> MessageKind.BOT;
            case "system" -> MessageKind.SYSTEM;
            default -> throw new IllegalStateException("A message of unknown kind");
        };
    }

    /** Only a bot answers a turn, its own. */
    private static @Nullable Answer answer(ResultSet row, ConversationId conversation, UserId author)
            throws SQLException {
        long seq = row.getLong("turn_seq");
        return row.wasNull() ? null : new Answer(new TurnId(conversation, seq, author), row.getBoolean("stopped"));
    }

    private static @Nullable MessageId replyTo(ResultSet row, ConversationId conversation) throws SQLException {
        long seq = row.getLong("reply_to");
        return row.wasNull() ? null : new MessageId(conversation, seq);
    }
}
