package dev.parley.store.jdbc;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The lines of a conversation, one for each bot: who is asked joins at the end, and only the first in line can be
 * claimed. Needs the lock of the conversation.
 */
final class TurnLines {

    /** Which bots take part, after somebody has joined or left. */
    static final String NAME_BOTS = """
            UPDATE parley_conversation c
            SET bots = ARRAY(SELECT p.user_id FROM parley_participant p
                             WHERE p.conversation_id = c.id AND p.role = 'bot' ORDER BY p.user_id)
            WHERE c.id = ANY(:conversations)
            """;

    /** Moves up who waits in a line where nobody is first any more. */
    static final String MOVE_UP = """
            UPDATE parley_turn t SET state = 'first', due_at = <now>
            WHERE t.conversation_id = ANY(:conversations) AND t.state = 'waiting'
                AND NOT EXISTS (SELECT 1 FROM parley_turn f
                                WHERE f.conversation_id = t.conversation_id AND f.state = 'first'
                                    AND f.bot = t.bot)
                AND NOT EXISTS (SELECT 1 FROM parley_turn o
                                WHERE o.conversation_id = t.conversation_id AND o.state = 'waiting'
                                    AND o.bot = t.bot AND o.message_seq < t.message_seq)
            """;

    /** The condition that finds turns which are not finished. */
    static final String UNFINISHED = "t.state IN ('waiting', 'first')";

    /** Takes the reason; a condition has to follow. */
    static final String FAIL = """
            UPDATE parley_turn t SET state = 'failed', running = FALSE, failure = '%s', due_at = NULL, length = 0
            """;

    private static final String ASK = """
            INSERT INTO parley_turn (conversation_id, message_seq, bot, tenant, state, running, attempt, tries, due_at,
                length)
            SELECT p.conversation_id, :message, p.user_id, p.tenant,
                CASE WHEN f.bot IS NULL THEN 'first' ELSE 'waiting' END, FALSE, 0, 0,
                CASE WHEN f.bot IS NULL THEN <now> END, 0
            FROM parley_participant p
            LEFT JOIN parley_turn f
                ON f.conversation_id = p.conversation_id AND f.state = 'first' AND f.bot = p.user_id
            WHERE p.conversation_id = :conversation AND p.tenant = :tenant AND p.role = 'bot'
                AND p.user_id = ANY(:bots)
            """;

    static final String FIRST = """
            SELECT message_seq FROM parley_turn
            WHERE conversation_id = :conversation AND state = 'first' AND bot = :bot
            """;

    static final String NEXT = """
            SELECT message_seq FROM parley_turn
            WHERE conversation_id = :conversation AND state = 'waiting' AND bot = :bot
            ORDER BY conversation_id, state, bot, message_seq
            LIMIT 1
            """;

    private static final String PROMOTE = "UPDATE parley_turn SET state = 'first', due_at = <now> WHERE " + TurnRow.KEY;

    private static final String FAIL_BOT =
            FAIL.formatted("bot_left") + "WHERE t.conversation_id = :conversation AND t.bot = :bot AND " + UNFINISHED;

    private static final String WIPE_BOT =
            "DELETE FROM parley_fragment WHERE conversation_id = :conversation AND bot = :bot";

    private static final String FAIL_QUESTION = FAIL.formatted("question_gone")
            + "WHERE t.conversation_id = :conversation AND t.message_seq = :message AND " + UNFINISHED;

    private static final String WIPE_QUESTION =
            "DELETE FROM parley_fragment WHERE conversation_id = :conversation AND message_seq = :message";

    private TurnLines() {}

    /** Makes a turn of a message for each of the bots. */
    static void ask(Session session, TenantId tenant, Message question, List<UserId> bots) {
        session.update(ASK)
                .bindArray(
                        "bots", String.class, bots.stream().map(UserId::value).toList())
                .bind("conversation", question.id().conversation().value())
                .bind("message", question.seq())
                .bind("tenant", tenant.value())
                .execute();
    }

    static Optional<TurnId> first(Session session, TurnId inLine) {
        return find(session, FIRST, inLine);
    }

    /** Makes the next one due at once when the first has ended, and {@return it} */
    static Optional<TurnId> advance(Session session, TurnId ended) {
        Optional<TurnId> next = find(session, NEXT, ended);
        next.ifPresent(turn -> TurnRow.bind(session.update(PROMOTE), turn).execute());
        return next;
    }

    private static Optional<TurnId> find(Session session, String sql, TurnId inLine) {
        return TurnRow.bind(session.query(sql), inLine)
                .mapTo(Long.class)
                .findOne()
                .map(seq -> new TurnId(inLine.conversation(), seq, inLine.bot()));
    }

    /** After a bot has joined. */
    static void botJoined(Session session, ConversationId conversation) {
        onOne(session, NAME_BOTS, conversation);
    }

    /** After a bot has left. */
    static void botLeft(Session session, ConversationId conversation, UserId bot) {
        onOne(session, NAME_BOTS, conversation);
        for (String sql : List.of(FAIL_BOT, WIPE_BOT)) {
            session.update(sql)
                    .bind("conversation", conversation.value())
                    .bind("bot", bot.value())
                    .execute();
        }
    }

    /** When a message is redacted. */
    static void questionGone(Session session, ConversationId conversation, long seq) {
        if (onQuestion(session, FAIL_QUESTION, conversation, seq) > 0) {
            onQuestion(session, WIPE_QUESTION, conversation, seq);
            onOne(session, MOVE_UP, conversation);
        }
    }

    /** After turns were removed that others may have waited for. */
    static void movedUp(Session session, UUID conversation) {
        onOne(session, MOVE_UP, new ConversationId(conversation));
    }

    private static int onQuestion(Session session, String sql, ConversationId conversation, long seq) {
        return session.update(sql)
                .bind("conversation", conversation.value())
                .bind("message", seq)
                .execute();
    }

    private static void onOne(Session session, String sql, ConversationId conversation) {
        session.update(sql)
                .bindArray("conversations", UUID.class, List.of(conversation.value()))
                .execute();
    }
}
