package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.store.PersonalRecord;
import dev.parley.core.time.Deadline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One export. Reads in pages, each on a connection of its own that is given back before the sink gets the page: neither a
 * long history nor a slow sink holds more than a page or keeps others from the database.
 */
final class Export {

    static final int PAGE = 500;

    private static final String CONVERSATIONS = """
            SELECT m.conversation_id FROM (
                SELECT conversation_id FROM parley_participant
                WHERE tenant = :tenant AND user_id = :user AND conversation_id > :after
                UNION
                SELECT conversation_id FROM parley_former_participant
                WHERE tenant = :tenant AND user_id = :user AND conversation_id > :after
            ) m
            ORDER BY m.conversation_id
            LIMIT :limit
            """;

    private static final String MEMBERSHIP = """
            SELECT c.title, p.role, p.joined_at, CAST(NULL AS timestamp with time zone) AS left_at, p.read_seq
            FROM parley_participant p JOIN parley_conversation c ON c.id = p.conversation_id
            WHERE p.conversation_id = :conversation AND p.user_id = :user AND p.tenant = :tenant
            UNION ALL
            SELECT '', f.role, f.joined_at, f.left_at, f.read_seq
            FROM parley_former_participant f
            WHERE f.conversation_id = :conversation AND f.user_id = :user AND f.tenant = :tenant
            """;

    /** The title at creation is kept only until the first renaming. */
    private static final String TITLE_OF_CREATION = """
            SELECT c.title, c.created_at FROM parley_conversation c
            WHERE c.id = :conversation AND c.created_by = :user AND c.tenant = :tenant
                AND NOT EXISTS (SELECT 1 FROM parley_entry e
                                WHERE e.conversation_id = c.id AND e.type = 'renamed')
            """;

    /** By type and author: in an order that an index gives, although it passes over what others wrote. */
    private static final String ENTRIES = "SELECT " + EntryRows.COLUMNS + """
            FROM parley_entry
            WHERE conversation_id = :conversation AND author = :user AND type = :type AND seq > :after
            ORDER BY conversation_id, seq
            LIMIT :limit
            """;

    private final Transactions transactions;
    private final Principal principal;
    private final Consumer<PersonalRecord> sink;
    private final Deadline deadline;

    /** A worker's, for it reads also what was said in conversations that the user has left. */
    private final Scope scope;

    Export(Transactions transactions, Principal principal, Consumer<PersonalRecord> sink, Deadline deadline) {
        this.transactions = transactions;
        this.principal = principal;
        this.sink = sink;
        this.deadline = deadline;
        this.scope = Scope.worker(principal.tenant());
    }

    void run() {
        UUID after = new UUID(0, 0);
        List<UUID> page;
        do {
            page = conversations(after);
            page.forEach(this::conversation);
            after = page.isEmpty() ? after : page.get(page.size() - 1);
        } while (page.size() == PAGE);
    }

    private List<UUID> conversations(UUID after) {
        return transactions.read(
                scope,
                deadline,
                session -> session.query(CONVERSATIONS)
                        .bind("tenant", principal.tenant().value())
                        .bind("user", principal.user().value())
                        .bind("after", after)
                        .bind("limit", PAGE)
                        .map((row, context) -> row.getObject("conversation_id", UUID.class))
                        .list());
    }

    private void conversation(UUID uuid) {
        ConversationId id = new ConversationId(uuid);
        transactions
                .read(
                        scope.in(id),
                        deadline,
                        session -> Session.seated(session.query(MEMBERSHIP), principal, id)
                                .map((row, context) -> (PersonalRecord) new PersonalRecord.Membership(
                                        id,
                                        row.getString("title"),
                                        ParticipantRole.parse(row.getString("role")),
                                        Times.read(row, "joined_at"),
                                        Times.readNullable(row, "left_at"),
                                        row.getLong("read_seq")))
                                .list())
                .forEach(sink);
        entries(
                id,
                "renamed",
                row -> new PersonalRecord.Title(id, Times.read(row, "happened_at"), row.getString("body")));
        transactions
                .read(
                        scope.in(id),
                        deadline,
                        session -> Session.seated(session.query(TITLE_OF_CREATION), principal, id)
                                .map((row, context) -> (PersonalRecord) new PersonalRecord.Title(
                                        id, Times.read(row, "created_at"), row.getString("title")))
                                .list())
                .forEach(sink);
        entries(
                id,
                "posted",
                row -> new PersonalRecord.Posting(
                        Objects.requireNonNull(EntryRows.message(row)), row.getString("body")));
        entries(
                id,
                "edited",
                row -> new PersonalRecord.Edit(
                        new MessageId(id, row.getLong("message_seq")),
                        row.getInt("revision"),
                        Times.read(row, "happened_at"),
                        row.getString("body")));
    }

    private interface Reading {
        PersonalRecord read(ResultSet row) throws SQLException;
    }

    /** A record and where it stands. */
    private record Line(long seq, PersonalRecord content) {}

    private void entries(ConversationId id, String type, Reading reading) {
        long after = 0;
        List<Line> page;
        do {
            long from = after;
            page = transactions.read(
                    scope.in(id),
                    deadline,
                    session -> Session.seated(session.query(ENTRIES), principal, id)
                            .bind("type", type)
                            .bind("after", from)
                            .bind("limit", PAGE)
                            .map((row, context) -> new Line(row.getLong("seq"), reading.read(row)))
                            .list());
            page.forEach(line -> sink.accept(line.content()));
            after = page.isEmpty() ? after : page.get(page.size() - 1).seq();
        } while (page.size() == PAGE);
    }
}
