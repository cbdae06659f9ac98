package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Answer;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.HistoryRange;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of messages with the driver alone, by position, and only the columns that a message has: a page is asked for
 * more often than anything else, and binding and mapping by name costs several times what the database needs for it.
 */
final class MessageRows {

    /** What a row has, in this order. The conversation is known. */
    static final String COLUMNS = "e.seq, e.author, e.kind, e.text, e.reply_to, e.happened_at, e.edited_at, e.revision,"
            + " e.wiped, e.ordinal, e.turn_seq, e.stopped";

    /** The same, from the table. */
    static final String FROM =
            "seq, author, kind, COALESCE(current_body, body) AS text, reply_to, happened_at, edited_at,"
                    + " revision, wiped, ordinal, turn_seq, stopped";

    /** Where the page has what it says of the seat and of the conversation: behind the columns of a message. */
    private static final int VISIBLE_FROM = 13;

    private static final int FIRST_SEQ = 14;

    private final ResultSet row;
    private final ConversationId conversation;
    private @Nullable UserId lastAuthor;

    private MessageRows(ResultSet row, ConversationId conversation) {
        this.row = row;
        this.conversation = conversation;
    }

    /** {@return a query of pages with places for its names} */
    static ScopedSql placed(String named) {
        return ScopedSql.of(named.replaceAll(":\\w+", "?"));
    }

    /** {@return the messages in the order of the database, in a list of the caller's own, if the principal takes part} */
    static Outcome<History.Part<Message>> page(
            Session session, Principal principal, ConversationId conversation, HistoryRange range, ScopedSql placed) {
        int before = session.places();
        try (PreparedStatement query = session.reading(placed)) {
            bind(query, before, principal, conversation, range);
            try (ResultSet rows = ScopeSql.rows(query, before)) {
                return rows.next()
                        ? Outcome.done(new MessageRows(rows, conversation).all())
                        : Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND);
            }
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    /** In the order of the names: the entries, whether they are seen, how many, and the seat. */
    private static void bind(
            PreparedStatement query, int before, Principal principal, ConversationId conversation, HistoryRange range)
            throws SQLException {
        String user = principal.user().value();
        String tenant = principal.tenant().value();
        query.setObject(before + 1, conversation.value());
        query.setLong(before + 2, range.bound());
        query.setObject(before + 3, conversation.value());
        query.setString(before + 4, user);
        query.setString(before + 5, tenant);
        query.setLong(before + 6, range.limit() + 1L);
        query.setObject(before + 7, conversation.value());
        query.setString(before + 8, user);
        query.setString(before + 9, tenant);
    }

    /** A single row of nulls says that there is a seat, and nothing to be seen from it. */
    private History.Part<Message> all() throws SQLException {
        History.Beginning begins = new History.Beginning(row.getLong(VISIBLE_FROM), row.getLong(FIRST_SEQ));
        List<Message> messages = new ArrayList<>();
        do {
            long seq = row.getLong(1);
            if (!row.wasNull()) {
                messages.add(message(seq));
            }
        } while (row.next());
        return new History.Part<>(begins, messages);
    }

    private Message message(long seq) throws SQLException {
        UserId author = author(row.getString(2));
        return new Message(
                new MessageId(conversation, seq),
                author,
                EntryRows.kind(row.getString(3)),
                row.getString(4),
                replyTo(row.getLong(5)),
                Times.read(row, 6),
                Times.readNullable(row, 7),
                row.getInt(8),
                row.getBoolean(9),
                row.getLong(10),
                answer(row.getLong(11), author));
    }

    /** Few speak in turn, and often one goes on. */
    private UserId author(String name) {
        UserId last = lastAuthor;
        if (last != null && last.value().equals(name)) {
            return last;
        }
        UserId author = new UserId(name);
        lastAuthor = author;
        return author;
    }

    private @Nullable MessageId replyTo(long seq) throws SQLException {
        return row.wasNull() ? null : new MessageId(conversation, seq);
    }

    /** Only a bot answers a turn, its own. */
    private @Nullable Answer answer(long seq, UserId author) throws SQLException {
        return row.wasNull() ? null : new Answer(new TurnId(conversation, seq, author), row.getBoolean(12));
    }
}
