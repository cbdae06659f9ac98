package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.FeedHead;
import dev.parley.core.store.FeedSeat;
import dev.parley.core.store.LiveTurn;
import dev.parley.core.store.TurnSnapshot;
import dev.parley.core.time.Deadline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The feed facet. Each call is one statement, and so sees one instant. */
final class JdbcChatFeed implements ChatFeed {

    private static final String SEAT = """
            SELECT p.visible_from, c.head_seq
            FROM parley_participant p
            JOIN parley_conversation c ON c.id = p.conversation_id
            WHERE p.conversation_id = :conversation AND p.user_id = :user AND p.tenant = :tenant
            """;

    private static final String ENTRIES = "SELECT " + EntryRows.COLUMNS + """
            FROM parley_entry
            WHERE conversation_id = :conversation AND seq > :after
                AND EXISTS (SELECT 1 FROM parley_conversation WHERE id = :conversation AND tenant = :tenant)
            ORDER BY conversation_id, seq
            LIMIT :limit
            """;

    static final String HEADS = "SELECT c.id, c.head_seq, c.first_seq, c.erasures, " + TurnRow.COLUMNS + """

            FROM parley_conversation c
            LEFT JOIN parley_turn t ON t.conversation_id = c.id AND t.state = 'first'
            WHERE c.id = ANY(:conversations)
            """;

    private static final String TURN = "SELECT " + TurnRow.COLUMNS + """
            , f.body
            FROM parley_turn t
            LEFT JOIN parley_fragment f
                ON f.conversation_id = t.conversation_id AND f.message_seq = t.message_seq AND f.bot = t.bot
            WHERE t.conversation_id = :conversation AND t.message_seq = :message AND t.bot = :bot
            ORDER BY f.start_offset
            """;

    private final Transactions transactions;

    JdbcChatFeed(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<FeedSeat> seat(Principal principal, ConversationId conversation, Deadline deadline) {
        return transactions.read(
                Scope.of(principal, conversation),
                deadline,
                session -> Session.seated(session.query(SEAT), principal, conversation)
                        .map((row, context) -> new FeedSeat(row.getLong("visible_from"), row.getLong("head_seq")))
                        .findOne());
    }

    @Override
    public List<Entry> entries(TenantId tenant, ConversationId conversation, long after, int limit, Deadline deadline) {
        return transactions.read(
                Scope.worker(tenant).in(conversation),
                deadline,
                session -> session.query(ENTRIES)
                        .bind("conversation", conversation.value())
                        .bind("tenant", tenant.value())
                        .bind("after", after)
                        .bind("limit", limit)
                        .map((row, context) -> Objects.requireNonNull(EntryRows.entry(row)))
                        .list());
    }

    /** A conversation and, where one is there, a turn that is first in a line of it. */
    private record HeadLine(
            ConversationId conversation,
            long seq,
            long firstSeq,
            long erasures,
            @Nullable LiveTurn turn) {

        static HeadLine read(ResultSet row) throws SQLException {
            @Nullable String bot = row.getString("bot");
            return new HeadLine(
                    new ConversationId(row.getObject("id", UUID.class)),
                    row.getLong("head_seq"),
                    row.getLong("first_seq"),
                    row.getLong("erasures"),
                    bot == null ? null : TurnRow.read(row).live());
        }
    }

    @Override
    public Map<ConversationId, FeedHead> heads(Collection<ConversationId> conversations, Deadline deadline) {
        List<HeadLine> lines = transactions.read(
                Scope.everywhere(),
                deadline,
                session -> session.query(HEADS)
                        .bindArray(
                                "conversations",
                                UUID.class,
                                conversations.stream()
                                        .map(ConversationId::value)
                                        .toList())
                        .map((row, context) -> HeadLine.read(row))
                        .list());
        Map<ConversationId, FeedHead> heads = new HashMap<>();
        lines.stream()
                .collect(Collectors.groupingBy(HeadLine::conversation))
                .forEach((conversation, found) -> heads.put(conversation, head(found)));
        return heads;
    }

    private static FeedHead head(List<HeadLine> lines) {
        List<LiveTurn> turns = new ArrayList<>();
        for (HeadLine line : lines) {
            if (line.turn() != null) {
                turns.add(line.turn());
            }
        }
        turns.sort(Comparator.comparing(turn -> turn.turn().bot()));
        HeadLine any = lines.get(0);
        return new FeedHead(any.seq(), any.firstSeq(), any.erasures(), turns);
    }

    /** A turn and, where one is there, a fragment of it. */
    private record TurnLine(TurnRow turn, @Nullable String text) {}

    @Override
    public Optional<TurnSnapshot> turn(TurnId turn, Deadline deadline) {
        List<TurnLine> lines = transactions.read(
                Scope.everywhere(),
                deadline,
                session -> TurnRow.bind(session.query(TURN), turn)
                        .map((row, context) -> new TurnLine(TurnRow.read(row), row.getString("body")))
                        .list());
        return lines.stream()
                .findFirst()
                .map(line -> new TurnSnapshot(
                        line.turn().status(),
                        lines.stream()
                                .map(TurnLine::text)
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining())));
    }
}
