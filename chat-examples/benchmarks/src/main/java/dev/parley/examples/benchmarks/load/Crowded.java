package dev.parley.examples.benchmarks.load;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatLog;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Conversations of two on PostgreSQL, which the server itself fills: it writes rows as the store would have written them.
 */
final class Crowded {

    /** Each of them takes part in as many conversations as any other. */
    private static final int AUTHORS = 20;

    private static final String WORDS =
            "if the window closes at once then start it in a terminal and tell us what it says before it ends";

    private static final String ENTRIES = """
            INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, message_seq, body, kind,
                revision, idempotency_key, body_hash)
            SELECT c.id, s.seq, 'posted', CURRENT_TIMESTAMP, c.created_by, s.seq, s.seq,
                s.seq || ': ' || substr('%2$s', 1, 20 + (s.seq %% 77)::int), 'user', 1, 'key-' || s.seq,
                sha256(s.seq::text::bytea)
            FROM parley_conversation c CROSS JOIN LATERAL generate_series(c.head_seq + 1, %1$d) AS s(seq)
            ORDER BY c.id, s.seq
            """;

    private static final String HEADS = """
            UPDATE parley_conversation SET head_seq = %1$d, posted_count = %1$d, last_posted_seq = %1$d,
                last_activity = CURRENT_TIMESTAMP
            WHERE head_seq < %1$d
            """;

    private final ChatLog log;
    private final List<ConversationId> conversations;

    /** Makes the conversations, all empty. */
    Crowded(ChatLog log, int count) {
        this(
                log,
                IntStream.range(0, count)
                        .mapToObj(number -> log.create(
                                        author(number),
                                        NewConversation.of("one of many", new UserId("reader")),
                                        new IdempotencyKey("conversation " + number),
                                        soon())
                                .orThrow()
                                .id())
                        .toList());
    }

    private Crowded(ChatLog log, List<ConversationId> conversations) {
        this.log = log;
        this.conversations = conversations;
    }

    /** {@return the same, written by another store} */
    Crowded through(ChatLog other) {
        return new Crowded(other, conversations);
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    static Principal author(int number) {
        return Principal.of("author " + number % AUTHORS);
    }

    /** {@return words in an order of their own, each with some characters that come nowhere else} */
    static String text(int length) {
        String[] words = WORDS.split(" ", -1);
        StringBuilder text = new StringBuilder(length + 64);
        while (text.length() < length) {
            String mixed = UUID.randomUUID().toString();
            text.append(words[Math.floorMod(mixed.hashCode(), words.length)])
                    .append(' ')
                    .append(mixed, 0, 4)
                    .append(' ');
        }
        return text.substring(0, length);
    }

    int size() {
        return conversations.size();
    }

    ConversationId conversation(int number) {
        return conversations.get(number);
    }

    /** Sends a message to a conversation. */
    void send(int number, String text) {
        Draft draft = Draft.of(UUID.randomUUID().toString(), text);
        if (!(log.append(author(number), conversation(number), draft, soon()) instanceof AppendResult.Appended)) {
            throw new IllegalStateException("The store refused a message");
        }
    }

    /** Makes each conversation so long, and then looks after the tables as the server does in time. */
    void grow(Connection connection, long each) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.of(ENTRIES, HEADS)) {
                statement.execute(String.format(Locale.ROOT, sql, each, WORDS));
            }
            statement.execute("VACUUM (ANALYZE, FREEZE)");
            statement.execute("CHECKPOINT");
        }
    }
}
