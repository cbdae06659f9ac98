package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.ConversationType;
import dev.parley.core.message.Participant;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ListCursor;
import dev.parley.core.store.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads conversations. Membership is checked by the statement that reads. */
final class Conversations {

    /** What {@code direct_until} is as long as a conversation is direct. */
    static final long DIRECT = Long.MAX_VALUE;

    private static final String FIND = """
            SELECT c.direct_until, c.title, c.open_history, c.created_at, c.head_seq,
                m.user_id, m.role, m.joined_at, m.visible_from, m.read_seq
            FROM parley_participant p
            JOIN parley_conversation c ON c.id = p.conversation_id
            JOIN parley_participant m ON m.conversation_id = p.conversation_id
            WHERE p.conversation_id = :conversation AND p.user_id = :user AND p.tenant = :tenant
            """;

    /** The page is cut before the last messages are looked up. */
    private static final String LIST = """
            SELECT l.id, l.direct_until, l.title, l.unread, l.last_activity, %s
            FROM (
                SELECT c.id, c.direct_until, c.title, c.posted_count - GREATEST(p.read_ordinal, c.removed_count) AS unread,
                    c.last_activity, c.last_posted_seq, p.visible_from
                FROM parley_participant p
                JOIN parley_conversation c ON c.id = p.conversation_id
                WHERE p.tenant = :tenant AND p.user_id = :user %s
                ORDER BY c.last_activity DESC, c.id DESC
                LIMIT :limit
            ) l
            LEFT JOIN parley_entry e
                ON e.conversation_id = l.id AND e.seq = l.last_posted_seq AND e.seq >= l.visible_from
            """;

    static final String LIST_FIRST = LIST.formatted(EntryRows.columnsOf("e"), "");

    static final String LIST_NEXT =
            LIST.formatted(EntryRows.columnsOf("e"), "AND (c.last_activity, c.id) < (:activity, :last)");

    private static final Comparator<Participant> BY_STANDING =
            Comparator.comparing(Participant::joinedAt).thenComparing(Participant::user);

    private static final Comparator<ConversationSummary> LATEST_FIRST = Comparator.comparing(
                    ConversationSummary::lastActivity)
            .thenComparing(ConversationSummary::id)
            .reversed();

    private Conversations() {}

    /** One participant and, again with each, the conversation. */
    private record Line(Conversation conversation, Participant participant) {

        static Line read(ResultSet row, ConversationId id) throws SQLException {
            return new Line(
                    new Conversation(
                            id,
                            type(row),
                            row.getString("title"),
                            row.getBoolean("open_history"),
                            Times.read(row, "created_at"),
                            row.getLong("head_seq"),
                            List.of()),
                    new Participant(
                            new UserId(row.getString("user_id")),
                            ParticipantRole.parse(row.getString("role")),
                            Times.read(row, "joined_at"),
                            row.getLong("visible_from"),
                            row.getLong("read_seq")));
        }
    }

    static Optional<Conversation> find(Session session, Principal principal, ConversationId id) {
        List<Line> lines = Session.seated(session.query(FIND), principal, id)
                .map((row, context) -> Line.read(row, id))
                .list();
        return lines.stream().findFirst().map(line -> {
            Conversation any = line.conversation();
            return new Conversation(
                    id,
                    any.type(),
                    any.title(),
                    any.openHistory(),
                    any.createdAt(),
                    any.headSeq(),
                    lines.stream().map(Line::participant).sorted(BY_STANDING).toList());
        });
    }

    static Page<ConversationSummary, ListCursor> list(
            Session session, Principal principal, @Nullable ListCursor cursor, int limit) {
        Query query = session.query(cursor == null ? LIST_FIRST : LIST_NEXT);
        if (cursor != null) {
            query.bind("activity", Times.column(cursor.lastActivity()))
                    .bind("last", cursor.conversation().value());
        }
        List<ConversationSummary> read = query.bind("tenant", principal.tenant().value())
                .bind("user", principal.user().value())
                .bind("limit", limit + 1L)
                .map((row, context) -> summary(row))
                .list();
        return Page.cut(
                read.stream().sorted(LATEST_FIRST).toList(),
                limit,
                last -> new ListCursor(last.lastActivity(), last.id()));
    }

    private static ConversationSummary summary(ResultSet row) throws SQLException {
        return new ConversationSummary(
                new ConversationId(row.getObject("id", UUID.class)),
                type(row),
                row.getString("title"),
                EntryRows.message(row),
                row.getLong("unread"),
                Times.read(row, "last_activity"));
    }

    static ConversationType type(ResultSet row) throws SQLException {
        return row.getLong("direct_until") == DIRECT ? ConversationType.DIRECT : ConversationType.GROUP;
    }
}
