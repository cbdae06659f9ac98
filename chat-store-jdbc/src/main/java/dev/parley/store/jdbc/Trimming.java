package dev.parley.store.jdbc;

import dev.parley.core.store.HistoryRetention.Trimmed;
import dev.parley.core.store.HistoryRule;
import dev.parley.core.store.LegalHold;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Removes the oldest entries of one conversation. Needs its lock. */
final class Trimming {

    private final Session session;
    private final UUID conversation;
    private final long first;
    private final long head;

    Trimming(Session session, Locked locked) {
        this.session = session;
        this.conversation = locked.conversation();
        this.first = locked.first();
        this.head = locked.head();
    }

    /** A conversation whose lock is held. */
    record Locked(
            UUID conversation,
            long first,
            long head,
            @Nullable LegalHold hold) {

        static Locked read(ResultSet row) throws SQLException {
            return new Locked(
                    row.getObject("id", UUID.class),
                    row.getLong("first_seq"),
                    row.getLong("head_seq"),
                    row.getObject("held_since") == null ? null : Holds.read(row));
        }
    }

    private record Old(boolean old, long ordinal) {}

    Trimmed run(HistoryRule rule, Instant now, int limit) {
        Instant before = now.minus(rule.keepFor());
        List<Old> oldest = session.query(TrimmingSql.OLDEST)
                .bind("conversation", conversation)
                .bind("first", first)
                .bind("last", head - rule.keepAtLeast())
                .bind("limit", limit + 1L)
                .map((row, context) -> new Old(Times.read(row, "happened_at").isBefore(before), row.getLong("ordinal")))
                .list();
        int old = 0;
        while (old < oldest.size() && oldest.get(old).old()) {
            old++;
        }
        int removed = Math.min(old, limit);
        if (removed > 0) {
            remove(first + removed, oldest.get(removed - 1).ordinal());
        }
        return new Trimmed(first + removed, removed, old > limit);
    }

    /** Turns go before their fragments: who writes a fragment has the lock of its turn, so that none comes behind. */
    private void remove(long next, long removedCount) {
        int turns = session.update(TrimmingSql.REMOVE_TURNS)
                .bind("conversation", conversation)
                .bind("next", next)
                .execute();
        for (String sql : TrimmingSql.REMOVE) {
            session.update(sql)
                    .bind("conversation", conversation)
                    .bind("first", first)
                    .bind("next", next)
                    .bind("removed", removedCount)
                    .execute();
        }
        if (turns > 0) {
            TurnLines.movedUp(session, conversation);
        }
    }
}
