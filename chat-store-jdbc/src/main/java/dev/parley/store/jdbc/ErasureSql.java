package dev.parley.store.jdbc;

import dev.parley.core.store.ErasureReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an erasure runs, in this order, on some conversations that it holds the locks of. */
final class ErasureSql {

    static final String CONVERSATIONS = """
            SELECT conversation_id FROM parley_participant WHERE tenant = :tenant AND user_id = :user
            UNION
            SELECT conversation_id FROM parley_former_participant WHERE tenant = :tenant AND user_id = :user
            ORDER BY conversation_id
            """;

    static final String LOCK =
            "SELECT id FROM parley_conversation WHERE id = ANY(:conversations) ORDER BY id FOR UPDATE";

    private static final String OWN = " WHERE conversation_id = ANY(:conversations) AND author = :user";

    /** Up to where the entry's conversation was direct with the user as one of the two; no number if it never was. */
    private static final String DIRECT_UNTIL = """
            (SELECT c.direct_until FROM parley_conversation c
             WHERE c.id = e.conversation_id
                AND (EXISTS (SELECT 1 FROM parley_participant p
                             WHERE p.conversation_id = c.id AND p.user_id = :user AND p.founder)
                    OR EXISTS (SELECT 1 FROM parley_former_participant f
                               WHERE f.conversation_id = c.id AND f.user_id = :user AND f.founder)))
            """;

    static final List<Step> STEPS = List.of(
            new Step(null, TurnLines.FAIL.formatted("question_gone") + """
                    WHERE t.conversation_id = ANY(:conversations) AND %s
                        AND EXISTS (SELECT 1 FROM parley_entry q
                                    WHERE q.conversation_id = t.conversation_id AND q.seq = t.message_seq
                                        AND q.author = :user)
                    """.formatted(TurnLines.UNFINISHED)),
            // What a bot was asked goes with its id: its answers stay, and name the pseudonym.
            new Step(null, "DELETE FROM parley_turn WHERE conversation_id = ANY(:conversations) AND bot = :user"),
            new Step(null, """
                    DELETE FROM parley_fragment f
                    WHERE f.conversation_id = ANY(:conversations)
                        AND NOT EXISTS (SELECT 1 FROM parley_turn t
                                        WHERE t.conversation_id = f.conversation_id
                                            AND t.message_seq = f.message_seq AND t.bot = f.bot
                                            AND t.running)
                    """),
            new Step(null, TurnLines.MOVE_UP),
            new Step(null, """
                    UPDATE parley_entry e SET body = '', wiped = TRUE
                    WHERE e.conversation_id = ANY(:conversations) AND e.type = 'edited' AND e.author <> :user
                        AND EXISTS (SELECT 1 FROM parley_entry m
                                    WHERE m.conversation_id = e.conversation_id AND m.seq = e.message_seq
                                        AND m.kind = 'bot' AND m.seq < %s)
                    """.formatted(DIRECT_UNTIL)),
            new Step(ErasureReport.BOT_MESSAGES, """
                    UPDATE parley_entry e SET body = '', current_body = NULL, body_hash = NULL, wiped = TRUE
                    WHERE e.conversation_id = ANY(:conversations) AND e.type = 'posted' AND e.kind = 'bot'
                        AND e.author <> :user AND NOT e.wiped AND e.seq < %s
                    """.formatted(DIRECT_UNTIL)),
            new Step(
                    ErasureReport.MESSAGES,
                    "UPDATE parley_entry SET body = '', current_body = NULL, wiped = TRUE" + OWN
                            + " AND type = 'posted' AND NOT wiped"),
            new Step(
                    ErasureReport.EDITS,
                    "UPDATE parley_entry SET body = '', wiped = TRUE" + OWN + " AND type = 'edited' AND NOT wiped"),
            new Step(
                    ErasureReport.TITLES,
                    "UPDATE parley_entry SET body = '', wiped = TRUE" + OWN + " AND type = 'renamed' AND NOT wiped"),
            new Step(ErasureReport.TITLES, """
                    UPDATE parley_conversation SET title = '', title_author = :pseudonym
                    WHERE id = ANY(:conversations) AND title_author = :user
                    """),
            new Step(
                    ErasureReport.IDEMPOTENCY_RECORDS,
                    "UPDATE parley_entry SET idempotency_key = NULL, body_hash = NULL" + OWN
                            + " AND idempotency_key IS NOT NULL"),
            new Step(ErasureReport.IDEMPOTENCY_RECORDS, """
                    UPDATE parley_conversation SET created_by = :pseudonym, creation_hash = NULL
                    WHERE id = ANY(:conversations) AND created_by = :user
                    """),
            new Step(
                    ErasureReport.MENTIONS,
                    "UPDATE parley_entry SET author = :pseudonym,"
                            + " subject = CASE WHEN subject = :user THEN :pseudonym ELSE subject END" + OWN
                            + " AND type IN ('joined', 'left', 'redacted')"),
            new Step(ErasureReport.MENTIONS, """
                    UPDATE parley_entry SET subject = :pseudonym
                    WHERE conversation_id = ANY(:conversations) AND type IN ('joined', 'left') AND subject = :user
                    """),
            new Step(null, "UPDATE parley_entry SET author = :pseudonym" + OWN),
            new Step(null, """
                    INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, subject)
                    SELECT c.id, c.head_seq + 1, 'left', :at, :pseudonym, c.posted_count, :pseudonym
                    FROM parley_conversation c
                    JOIN parley_participant p ON p.conversation_id = c.id AND p.user_id = :user AND p.tenant = :tenant
                    WHERE c.id = ANY(:conversations)
                    """),
            new Step(null, """
                    UPDATE parley_conversation SET head_seq = head_seq + 1
                    WHERE id IN (SELECT conversation_id FROM parley_participant
                                 WHERE conversation_id = ANY(:conversations) AND user_id = :user AND tenant = :tenant)
                    """),
            new Step(ErasureReport.MEMBERSHIPS, """
                    DELETE FROM parley_participant
                    WHERE conversation_id = ANY(:conversations) AND user_id = :user AND tenant = :tenant
                    """),
            new Step(null, TurnLines.NAME_BOTS + " AND :user = ANY(c.bots)"),
            new Step(ErasureReport.MEMBERSHIPS, """
                    DELETE FROM parley_former_participant
                    WHERE conversation_id = ANY(:conversations) AND user_id = :user AND tenant = :tenant
                    """));

    private ErasureSql() {}

    /**
     * A statement.
     *
     * @param place what the rows that it changes are counted as, or null
     */
    record Step(@Nullable String place, String sql) {}
}
