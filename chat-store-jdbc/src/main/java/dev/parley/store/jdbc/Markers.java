package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import java.util.Optional;

/** Moves read markers, without the lock of the conversation: a marker touches one row, and only ever grows. */
final class Markers {

    private static final String READ = """
            SELECT p.read_seq, LEAST(CAST(:seq AS bigint), c.head_seq) AS wanted,
                COALESCE(e.ordinal, c.removed_count) AS ordinal
            FROM parley_participant p
            JOIN parley_conversation c ON c.id = p.conversation_id
            LEFT JOIN parley_entry e
                ON e.conversation_id = c.id AND e.seq = LEAST(CAST(:seq AS bigint), c.head_seq)
            WHERE p.conversation_id = :conversation AND p.user_id = :user AND p.tenant = :tenant
            """;

    private static final String MOVE = """
            UPDATE parley_participant SET read_seq = :wanted, read_ordinal = :ordinal
            WHERE conversation_id = :conversation AND user_id = :user AND tenant = :tenant AND read_seq < :wanted
            """;

    private record Marker(long stands, long wanted, long ordinal) {}

    private Markers() {}

    static Outcome<Long> advance(Session session, Principal reader, ConversationId conversation, long seq) {
        while (true) {
            Optional<Marker> found = Session.seated(session.query(READ), reader, conversation)
                    .bind("seq", seq)
                    .map((row, context) ->
                            new Marker(row.getLong("read_seq"), row.getLong("wanted"), row.getLong("ordinal")))
                    .findOne();
            if (found.isEmpty()) {
                return Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND);
            }
            Marker marker = found.get();
            if (marker.wanted() <= marker.stands()) {
                return Outcome.done(marker.stands());
            }
            int moved = Session.seated(session.update(MOVE), reader, conversation)
                    .bind("wanted", marker.wanted())
                    .bind("ordinal", marker.ordinal())
                    .execute();
            if (moved == 1) {
                return Outcome.done(marker.wanted());
            }
            // Somebody moved it further, or the reader left: look again.
        }
    }
}
