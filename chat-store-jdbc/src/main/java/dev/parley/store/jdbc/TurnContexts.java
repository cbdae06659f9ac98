package dev.parley.store.jdbc;

import dev.parley.core.message.Message;
import dev.parley.core.store.TurnContext;
import dev.parley.core.store.TurnLease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads what a bot is to know: the latest completed turns first, then their messages by number. */
final class TurnContexts {

    /** A row of nulls says that the lease holds and no turn was completed before; no row, that it does not hold. */
    static final String COMPLETED = """
            SELECT p.visible_from, h.message_seq, h.answer_seq
            FROM parley_turn t
            JOIN parley_participant p ON p.conversation_id = t.conversation_id AND p.user_id = t.bot
            LEFT JOIN (
                SELECT message_seq, answer_seq
                FROM parley_turn
                WHERE conversation_id = :conversation AND state = 'completed' AND bot = :bot AND message_seq < :message
                ORDER BY conversation_id DESC, state DESC, bot DESC, message_seq DESC
                LIMIT :limit
            ) h ON TRUE
            WHERE t.conversation_id = :conversation AND t.message_seq = :message AND t.bot = :bot
                AND t.state = 'first' AND t.running AND t.attempt = :attempt
            """;

    private static final String MESSAGES = "SELECT " + EntryRows.COLUMNS + """
            FROM parley_entry
            WHERE conversation_id = :conversation AND seq = ANY(:seqs)
            """;

    private TurnContexts() {}

    /** The numbers of a question and its answer, 0 where there is none. */
    private record Exchange(long visibleFrom, long question, long answer) {

        boolean visible() {
            return question > 0 && question >= visibleFrom;
        }
    }

    static Optional<TurnContext> read(Session session, TurnLease lease, int maxTurns) {
        List<Exchange> exchanges = TurnRow.bind(session.query(COMPLETED), lease)
                .bind("limit", maxTurns)
                .map((row, context) -> new Exchange(
                        row.getLong("visible_from"), row.getLong("message_seq"), row.getLong("answer_seq")))
                .list();
        if (exchanges.isEmpty()) {
            return Optional.empty();
        }
        List<Long> seqs = new ArrayList<>();
        exchanges.stream()
                .filter(Exchange::visible)
                .sorted((one, other) -> Long.compare(one.question(), other.question()))
                .forEach(exchange -> {
                    seqs.add(exchange.question());
                    seqs.add(exchange.answer());
                });
        Map<Long, Message> messages = messages(session, lease, seqs);
        List<Message> history = seqs.stream()
                .map(messages::get)
                .filter(message -> message != null && !message.redacted())
                .toList();
        // Old questions may be removed at any time, and their turns with them.
        return Optional.ofNullable(messages.get(lease.turn().seq()))
                .map(question -> new TurnContext(question, history));
    }

    private static Map<Long, Message> messages(Session session, TurnLease lease, List<Long> seqs) {
        List<Long> wanted = new ArrayList<>(seqs);
        wanted.add(lease.turn().seq());
        Map<Long, Message> messages = new HashMap<>();
        TurnRow.bind(session.query(MESSAGES), lease)
                .bindArray("seqs", Long.class, wanted)
                .map((row, context) -> Objects.requireNonNull(EntryRows.message(row)))
                .forEach(message -> messages.put(message.seq(), message));
        return messages;
    }
}
