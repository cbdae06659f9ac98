package dev.parley.store.jdbc;

import java.util.List;

/** What trimming runs. A statement that changes one conversation needs its lock. */
final class TrimmingSql {

    /** By the primary key, so that a round costs the same whatever is due; no index has to be kept up for it. */
    private static final String CANDIDATES = """
            SELECT c.id, c.tenant, c.held_since, c.head_seq - c.first_seq + 1 AS entries, e.seq AS old
            FROM (
                SELECT id, tenant, held_since, head_seq, first_seq FROM parley_conversation %s
                ORDER BY id LIMIT :limit
            ) c
            LEFT JOIN parley_entry e
                ON e.conversation_id = c.id AND e.seq = c.first_seq AND e.happened_at < :before
            ORDER BY c.id
            """;

    static final String CANDIDATES_FIRST = CANDIDATES.formatted("");

    static final String CANDIDATES_NEXT = CANDIDATES.formatted("WHERE id > :after");

    static final String LOCK = """
            SELECT id, tenant, first_seq, head_seq, held_since, hold_reason FROM parley_conversation
            WHERE id = :conversation AND tenant = :tenant FOR UPDATE
            """;

    static final String OLDEST = """
            SELECT happened_at, ordinal FROM parley_entry
            WHERE conversation_id = :conversation AND seq >= :first AND seq <= :last
            ORDER BY conversation_id, seq LIMIT :limit
            """;

    /** All take the first that was left before and the first that is left now. */
    static final List<String> REMOVE = List.of(
            "DELETE FROM parley_entry WHERE conversation_id = :conversation AND seq < :next",
            """
            UPDATE parley_entry SET body = '', wiped = TRUE
            WHERE conversation_id = :conversation AND type = 'edited' AND message_seq >= :first AND message_seq < :next
            """,
            "DELETE FROM parley_fragment WHERE conversation_id = :conversation AND message_seq < :next",
            """
            UPDATE parley_conversation SET first_seq = :next, removed_count = :removed WHERE id = :conversation
            """);

    static final String REMOVE_TURNS =
            "DELETE FROM parley_turn WHERE conversation_id = :conversation AND message_seq < :next";

    private TrimmingSql() {}
}
