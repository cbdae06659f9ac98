package dev.parley.store.jdbc;

import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.TurnHold;
import dev.parley.core.store.TurnLease;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Claims turns, and does what only the holder may. Locks rows of turns alone: who speaks does not wait for who posts.
 * Who claims waits for nobody, since a row that is locked is held or about to be.
 */
final class TurnLeases {

    /** The clock is asked once: it is not the same in each row, and no index is searched by what may change. */
    private static final String DUE =
            "SELECT " + TurnRow.COLUMNS + " FROM parley_turn t WHERE t.due_at <= (SELECT <now>) AND ";

    private static final String CLAIM = DUE + TurnRow.KEY + " FOR UPDATE SKIP LOCKED";

    static final String CLAIM_DUE =
            DUE + "t.bot = ANY(:bots) ORDER BY t.due_at NULLS LAST LIMIT :limit FOR UPDATE SKIP LOCKED";

    private static final String TAKE = """
            UPDATE parley_turn SET running = TRUE, attempt = attempt + 1, tries = tries + 1, length = 0, due_at = <later>
            WHERE
            """ + TurnRow.KEY;

    private static final String PROLONG = "UPDATE parley_turn SET due_at = <later> WHERE " + TurnRow.HELD;

    private static final String WRITE = "UPDATE parley_turn SET due_at = <later>, length = length + :more WHERE "
            + TurnRow.HELD + " AND length = :offset";

    private static final String LENGTH = "SELECT length FROM parley_turn WHERE " + TurnRow.HELD;

    private static final String RELEASE = """
            UPDATE parley_turn SET running = FALSE, length = 0, tries = tries - :free, due_at = <later>
            WHERE
            """ + TurnRow.HELD;

    private TurnLeases() {}

    static Optional<TurnLease> claim(Session session, TurnId turn, Duration duration) {
        return take(session, TurnRow.bind(session.query(CLAIM), turn), duration).stream()
                .findFirst();
    }

    static List<TurnLease> claimDue(Session session, Collection<UserId> bots, Duration duration, int limit) {
        Query due = session.query(CLAIM_DUE)
                .bindArray(
                        "bots",
                        String.class,
                        bots.stream().map(UserId::value).distinct().toList())
                .bind("limit", limit);
        return take(session, due, duration);
    }

    private static List<TurnLease> take(Session session, Query due, Duration duration) {
        List<TurnRow> rows = due.map((row, context) -> TurnRow.read(row)).list();
        if (rows.isEmpty()) {
            return List.of();
        }
        PreparedBatch taken = session.batch(TAKE);
        rows.forEach(row -> later(TurnRow.bind(taken, row.id()), duration).add());
        taken.execute();
        rows.forEach(row -> Fragments.wipe(session, row));
        return rows.stream().map(TurnRow::nextLease).toList();
    }

    static TurnHold write(Session session, TurnLease lease, int offset, String text, Duration duration) {
        if (text.isEmpty()) {
            return prolong(session, lease, duration);
        }
        int written = later(TurnRow.bind(session.update(WRITE), lease), duration)
                .bind("more", text.length())
                .bind("offset", offset)
                .execute();
        if (written == 1) {
            Fragments.add(session, lease.turn(), offset, text);
            return TurnHold.HELD;
        }
        TurnHold hold = prolong(session, lease, duration);
        if (hold == TurnHold.HELD) {
            checkRepeat(session, lease, offset, text);
        }
        return hold;
    }

    private static TurnHold prolong(Session session, TurnLease lease, Duration duration) {
        return hold(
                later(TurnRow.bind(session.update(PROLONG), lease), duration).execute());
    }

    private static void checkRepeat(Session session, TurnLease lease, int offset, String text) {
        int length =
                TurnRow.bind(session.query(LENGTH), lease).mapTo(Integer.class).one();
        if (offset + text.length() > length) {
            throw new IllegalArgumentException(
                    "A fragment at " + offset + " does not follow the " + length + " units before it");
        }
    }

    static TurnHold release(Session session, TurnLease lease, Duration delay, boolean counts) {
        TurnHold hold = hold(later(TurnRow.bind(session.update(RELEASE), lease), delay)
                .bind("free", counts ? 0 : 1)
                .execute());
        if (hold == TurnHold.HELD) {
            Fragments.wipe(session, lease.turn());
        }
        return hold;
    }

    private static TurnHold hold(int rows) {
        return rows == 1 ? TurnHold.HELD : TurnHold.LOST;
    }

    /** Binds what {@code <later>} takes. */
    private static <S extends SqlStatement<S>> S later(S statement, Duration fromNow) {
        return statement.bind("micros", TimeUnit.MICROSECONDS.convert(fromNow));
    }
}
