package dev.parley.store.jdbc;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A batch on PostgreSQL, where it is not {@linkplain LonePosting of one}: one statement reads, one writes, and one makes turns where bots are asked, each over arrays, so that
 * the statements are the same for a batch of any size. What waits for locks has one conversation, and what has several
 * does not wait: so there is no order of locks to keep, and no deadlock. Rows are looked up one by one, in LATERAL with a
 * limit, for a plan is made once for all sizes of the tables and must not read any of them whole; and by an order that one
 * index has, for any index that begins with the conversation looks as good while conversations are short.
 */
final class ArrayPosting implements PostingTables {

    private static final ScopedSql LOOK = ScopedSql.of(ground(""));

    static final ScopedSql LOOK_PASSING_OVER = ScopedSql.of(ground(" SKIP LOCKED"));

    static final String WRITE = """
            WITH m AS MATERIALIZED (
                SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                    ?::text[], ?::bytea[], ?::boolean[], ?::boolean[])
                    AS m (conversation, seq, ordinal, author, body, kind, reply_to, key, hash, newest, authors_newest)
            ), entry AS (
                INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, message_seq, body, kind,
                    reply_to, revision, idempotency_key, body_hash)
                SELECT conversation, seq, 'posted', ?, author, ordinal, seq, body, kind, reply_to, 1, key, hash FROM m
            ), conversation AS (
                UPDATE parley_conversation c
                SET head_seq = m.seq, posted_count = m.ordinal, last_posted_seq = m.seq, last_activity = ?
                FROM m WHERE m.newest AND c.id = m.conversation
            )
            UPDATE parley_participant p SET read_seq = m.seq, read_ordinal = m.ordinal
            FROM m WHERE m.authors_newest AND p.conversation_id = m.conversation AND p.user_id = m.author
            """;

    private static final String ASK = """
            INSERT INTO parley_turn (conversation_id, message_seq, bot, tenant, state, running, attempt, tries, due_at,
                length)
            SELECT q.conversation, q.message, q.bot, ?, CASE WHEN q.leads AND f.bot IS NULL THEN 'first' ELSE 'waiting' END,
                FALSE, 0, 0, CASE WHEN q.leads AND f.bot IS NULL THEN clock_timestamp() END, 0
            FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::boolean[]) AS q (conversation, message, bot, leads)
            LEFT JOIN LATERAL (SELECT t.bot FROM parley_turn t
                WHERE t.conversation_id = q.conversation AND t.state = 'first' AND t.bot = q.bot
                LIMIT 1) f ON TRUE
            """;

    private static String ground(String unlessFree) {
        return "SELECT o.nr, " + Ground.COLUMNS + """

                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[])
                    WITH ORDINALITY AS o (conversation, author, key, reply_to, nr)
                CROSS JOIN LATERAL (SELECT c.head_seq, c.posted_count, c.direct_until, c.bots FROM parley_conversation c
                    WHERE c.id = o.conversation
                    LIMIT 1 FOR NO KEY UPDATE%1$s) c
                CROSS JOIN LATERAL (SELECT p.role, p.visible_from FROM parley_participant p
                    WHERE p.conversation_id = o.conversation AND p.user_id = o.author AND p.tenant IS NOT DISTINCT FROM ?
                    LIMIT 1 FOR NO KEY UPDATE%1$s) p
                LEFT JOIN LATERAL (SELECT e.seq, e.body_hash FROM parley_entry e
                    WHERE e.conversation_id = o.conversation AND e.author = o.author
                        AND e.idempotency_key >= o.key AND e.idempotency_key <= o.key
                    ORDER BY e.conversation_id, e.author, e.idempotency_key
                    LIMIT 1) k ON TRUE
                LEFT JOIN LATERAL (SELECT e.seq, e.type FROM parley_entry e
                    WHERE e.conversation_id = o.conversation AND e.seq >= o.reply_to
                    ORDER BY e.conversation_id, e.seq
                    LIMIT 1) r ON r.seq = o.reply_to AND r.type = 'posted'
                """.formatted(unlessFree);
    }

    /** A participant of a conversation. */
    private record Place(ConversationId conversation, UserId user) {}

    @Override
    public boolean passesOver() {
        return true;
    }

    @Override
    public List<@Nullable Ground> look(Session session, List<Pending> drafts, boolean waits) throws SQLException {
        if (drafts.size() == 1) {
            return Collections.singletonList(LonePosting.look(session, drafts.get(0), waits));
        }
        @Nullable Ground[] grounds = new Ground[drafts.size()];
        int before = session.places();
        try (PreparedStatement query = session.reading(waits ? LOOK : LOOK_PASSING_OVER)) {
            uuids(query, before + 1, drafts, Pending::conversation);
            texts(query, before + 2, drafts, draft -> draft.author().user().value());
            texts(query, before + 3, drafts, draft -> draft.draft().key().value());
            numbers(query, before + 4, drafts, Pending::replySeq);
            query.setString(before + 5, drafts.get(0).author().tenant().value());
            try (ResultSet rows = ScopeSql.rows(query, before)) {
                while (rows.next()) {
                    grounds[rows.getInt(1) - 1] = Ground.read(rows);
                }
            }
        }
        return Arrays.asList(grounds);
    }

    @Override
    public void write(Session session, List<Post> posts) throws SQLException {
        if (posts.size() == 1) {
            LonePosting.write(session, posts.get(0));
            return;
        }
        List<Message> messages = posts.stream().map(Post::message).toList();
        List<Boolean> newest = lastOfEach(messages, message -> message.id().conversation());
        List<Boolean> authorsNewest =
                lastOfEach(messages, message -> new Place(message.id().conversation(), message.author()));
        try (PreparedStatement update = session.writing(WRITE)) {
            uuids(update, 1, messages, message -> message.id().conversation());
            numbers(update, 2, messages, Message::seq);
            numbers(update, 3, messages, Message::ordinal);
            texts(update, 4, messages, message -> message.author().value());
            texts(update, 5, messages, Message::text);
            texts(update, 6, messages, message -> message.kind().id());
            numbers(update, 7, messages, ArrayPosting::replySeq);
            texts(update, 8, posts, post -> post.key().value());
            array(update, 9, "bytea", posts, post -> post.hash().toBytes(), byte[][]::new);
            array(update, 10, "boolean", newest, last -> last, Boolean[]::new);
            array(update, 11, "boolean", authorsNewest, last -> last, Boolean[]::new);
            update.setObject(12, Times.column(messages.get(0).createdAt()));
            update.setObject(13, Times.column(messages.get(0).createdAt()));
            if (update.executeUpdate()
                    != authorsNewest.stream().filter(last -> last).count()) {
                throw new IllegalStateException("A row that is locked was not found");
            }
        }
    }

    private static @Nullable Long replySeq(Message message) {
        return message.replyTo() == null ? null : (Long) message.replyTo().seq();
    }

    /** {@return for each message whether none after it has the same key} */
    private static List<Boolean> lastOfEach(List<Message> messages, Function<Message, Object> key) {
        Boolean[] last = new Boolean[messages.size()];
        Set<Object> seen = new HashSet<>();
        for (int i = last.length - 1; i >= 0; i--) {
            last[i] = seen.add(key.apply(messages.get(i)));
        }
        return Arrays.asList(last);
    }

    @Override
    public void ask(Session session, TenantId tenant, List<Post> posts) throws SQLException {
        List<Question> questions = new ArrayList<>();
        Set<Place> led = new HashSet<>();
        for (Post post : posts) {
            MessageId id = post.message().id();
            post.asked()
                    .forEach(bot -> questions.add(new Question(id, bot, led.add(new Place(id.conversation(), bot)))));
        }
        try (PreparedStatement update = session.writing(ASK)) {
            update.setString(1, tenant.value());
            uuids(update, 2, questions, question -> question.message().conversation());
            numbers(update, 3, questions, question -> question.message().seq());
            texts(update, 4, questions, question -> question.bot().value());
            array(update, 5, "boolean", questions, Question::leads, Boolean[]::new);
            update.executeUpdate();
        }
    }

    /** A turn to be made; it may be the first of its line only if none in the batch is before it. */
    private record Question(MessageId message, UserId bot, boolean leads) {}

    private static <T> void uuids(
            PreparedStatement statement, int index, List<T> items, Function<T, ConversationId> element)
            throws SQLException {
        array(statement, index, "uuid", items, item -> element.apply(item).toString(), String[]::new);
    }

    private static <T> void texts(PreparedStatement statement, int index, List<T> items, Function<T, String> element)
            throws SQLException {
        array(statement, index, "text", items, element, String[]::new);
    }

    private static <T> void numbers(
            PreparedStatement statement, int index, List<T> items, Function<T, @Nullable Long> element)
            throws SQLException {
        array(statement, index, "bigint", items, element, Long[]::new);
    }

    /** Of its own type: the driver writes numbers and bytes in binary then. */
    private static <T, E> void array(
            PreparedStatement statement,
            int index,
            String type,
            List<T> items,
            Function<T, @Nullable E> element,
            IntFunction<E[]> array)
            throws SQLException {
        @Nullable Object[] elements = items.stream().map(element).toArray(array);
        statement.setArray(index, statement.getConnection().createArrayOf(type, elements));
    }
}
