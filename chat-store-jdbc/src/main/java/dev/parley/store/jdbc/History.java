package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of the log. Each is one statement: the seat, and joined to it the entries that the seat sees; no row at all
 * says that there is no seat, a row of nulls that there is no entry.
 *
 * <p>Pages are ordered by the whole key although its first columns are fixed: H2 reads backwards from an index only then,
 * and sorts the whole conversation otherwise.
 */
final class History {

    private static final String PAGE = """
            SELECT %s, p.visible_from, c.first_seq
            FROM parley_participant p
            JOIN parley_conversation c ON c.id = p.conversation_id
            LEFT JOIN (
                SELECT %s
                FROM parley_entry
                WHERE conversation_id = :conversation AND %s
                LIMIT :limit
            ) e ON TRUE
            WHERE p.conversation_id = :conversation AND p.user_id = :user AND p.tenant = :tenant
            """;

    private static final String SEES = """
            (SELECT visible_from FROM parley_participant
             WHERE conversation_id = :conversation AND user_id = :user AND tenant = :tenant)
            """;

    static final String BACKWARDS = page(
            MessageRows.COLUMNS,
            MessageRows.FROM,
            "type = 'posted' AND message_seq < :bound AND message_seq >= " + SEES
                    + "ORDER BY conversation_id DESC, type DESC, message_seq DESC");

    static final String FORWARDS = page(
            MessageRows.COLUMNS,
            MessageRows.FROM,
            "type = 'posted' AND message_seq > :bound AND message_seq >= " + SEES
                    + "ORDER BY conversation_id, type, message_seq");

    static final String ENTRIES = page(
            EntryRows.columnsOf("e"),
            EntryRows.COLUMNS.strip(),
            "seq > :bound AND seq >= " + SEES + "ORDER BY conversation_id, seq");

    private static final ScopedSql BACKWARDS_PLACED = MessageRows.placed(BACKWARDS);

    private static final ScopedSql FORWARDS_PLACED = MessageRows.placed(FORWARDS);

    private History() {}

    private static String page(String columns, String from, String which) {
        return PAGE.formatted(columns, from, which);
    }

    static Outcome<Page<Message, Long>> messages(
            Session session, Principal principal, ConversationId conversation, HistoryRange range) {
        return MessageRows.page(
                        session, principal, conversation, range, range.forwards() ? FORWARDS_PLACED : BACKWARDS_PLACED)
                .map(part -> cut(part, range));
    }

    /** A join says nothing of the order of its rows, so they are put in it here, where they mostly are already. */
    private static Page<Message, Long> cut(Part<Message> part, HistoryRange range) {
        Comparator<Message> ascending = Comparator.comparingLong(Message::seq);
        List<Message> read = part.items();
        read.sort(range.forwards() ? ascending : ascending.reversed());
        Page<Message, Long> page = Page.cut(read, range.limit(), Message::seq);
        if (range.forwards()) {
            return part.begins().misses(range.bound())
                    ? page.truncatedAt(part.begins().firstSeq())
                    : page;
        }
        List<Message> latestLast = new ArrayList<>(page.items());
        Collections.reverse(latestLast);
        boolean missing = page.nextCursor() == null && part.begins().misses(0);
        return new Page<>(
                latestLast, page.nextCursor(), missing ? (Long) part.begins().firstSeq() : null);
    }

    static Outcome<Page<Entry, Long>> entries(
            Session session, Principal principal, ConversationId conversation, long after, int limit) {
        Query query = Session.seated(session.query(ENTRIES), principal, conversation);
        return read(query, after, limit, History::visible).map(part -> {
            List<Entry> ordered = part.items().stream()
                    .sorted(Comparator.comparingLong(Entry::seq))
                    .toList();
            Page<Entry, Long> page = Page.cut(ordered, limit, Entry::seq);
            return part.begins().misses(after) ? page.truncatedAt(part.begins().firstSeq()) : page;
        });
    }

    /** Where the log begins for the reader, and where it begins now. */
    record Beginning(long visibleFrom, long firstSeq) {

        /** {@return whether the reader would have seen more behind a place if nothing had been removed} */
        boolean misses(long after) {
            return Math.max(after, visibleFrom - 1) < firstSeq - 1;
        }
    }

    /** What a query found; of messages, in a list of the caller's own. */
    record Part<T>(Beginning begins, List<T> items) {}

    private record Line<T>(Beginning begins, @Nullable T item) {}

    /** A later edit of a message that the reader does not see is shown without its text. */
    private static @Nullable Entry visible(ResultSet row) throws SQLException {
        Entry entry = EntryRows.entry(row);
        return entry instanceof Entry.Edited edited && edited.messageSeq() < row.getLong("visible_from")
                ? edited.wipedCopy()
                : entry;
    }

    private interface Reading<T> {
        @Nullable
        T read(ResultSet row) throws SQLException;
    }

    private static <T> Outcome<Part<T>> read(Query query, long bound, int limit, Reading<T> reading) {
        List<Line<T>> lines = query.bind("bound", bound)
                .bind("limit", limit + 1L)
                .map((row, context) -> new Line<T>(
                        new Beginning(row.getLong("visible_from"), row.getLong("first_seq")), reading.read(row)))
                .list();
        return lines.isEmpty()
                ? Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND)
                : Outcome.done(new Part<T>(
                        lines.get(0).begins(),
                        lines.stream()
                                .map(Line::item)
                                .filter(Objects::nonNull)
                                .map(Objects::requireNonNull)
                                .toList()));
    }
}
