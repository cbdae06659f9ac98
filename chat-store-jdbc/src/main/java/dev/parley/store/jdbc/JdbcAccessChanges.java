package dev.parley.store.jdbc;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The changes of access in a relational database, raised there by the stores of the same database in the transactions that
 * make them. A poll is one statement, and reads no more rows than it answers. Thread-safe.
 */
public final class JdbcAccessChanges implements AccessChanges {

    private static final String HEAD = "SELECT seq FROM parley_access_head WHERE id = 1";

    /** One statement, and so one instant: head and oldest belong to the changes. */
    static final String SINCE = """
            SELECT h.seq AS head, (SELECT MIN(seq) FROM parley_access_change) AS oldest, c.seq, c.tenant, c.user_id
            FROM parley_access_head h
            LEFT JOIN (
                SELECT seq, tenant, user_id FROM parley_access_change WHERE seq > :cursor ORDER BY seq LIMIT :limit
            ) c ON TRUE
            WHERE h.id = 1
            ORDER BY c.seq
            """;

    private final Transactions transactions;
    private final StoreClock clock;

    private JdbcAccessChanges(Transactions transactions, StoreClock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A feed that goes by the clock of the database.
     *
     * @param database where the changes are kept; not closed with the feed
     * @return the feed
     */
    public static JdbcAccessChanges on(JdbcDatabase database) {
        return new JdbcAccessChanges(database.transactions(), StoreClock.ofDatabase());
    }

    /**
     * A feed that goes by another clock.
     *
     * @param database where the changes are kept; not closed with the feed
     * @param clock the time of changes; the same on all nodes
     * @return the feed
     */
    public static JdbcAccessChanges on(JdbcDatabase database, InstantSource clock) {
        return new JdbcAccessChanges(database.transactions(), StoreClock.of(clock));
    }

    @Override
    public long head(Deadline deadline) {
        return transactions.read(
                Scope.everywhere(),
                deadline,
                session -> session.query(HEAD).mapTo(Long.class).one());
    }

    /** A row of the answer: of an empty one the only row, without a change. */
    private record Line(long head, long oldest, @Nullable Change change) {

        static Line read(ResultSet row) throws SQLException {
            long head = row.getLong("head");
            long oldest = row.getLong("oldest");
            boolean noneKept = row.wasNull();
            long seq = row.getLong("seq");
            boolean none = row.wasNull();
            return new Line(
                    head,
                    noneKept ? head + 1 : oldest,
                    none
                            ? null
                            : new Change(
                                    seq, new TenantId(row.getString("tenant")), new UserId(row.getString("user_id"))));
        }
    }

    @Override
    public Changes since(long cursor, int limit, Deadline deadline) {
        Bounds.requireLimit(limit);
        List<Line> lines = transactions.read(
                Scope.everywhere(),
                deadline,
                session -> session.query(SINCE)
                        .bind("cursor", cursor)
                        .bind("limit", limit)
                        .map((row, context) -> Line.read(row))
                        .list());
        Line first = lines.get(0);
        if (cursor > first.head() || cursor < first.oldest() - 1) {
            return new Changes(List.of(), first.head(), true);
        }
        List<Change> changes =
                lines.stream().map(Line::change).filter(Objects::nonNull).toList();
        return new Changes(
                changes,
                changes.isEmpty() ? cursor : changes.get(changes.size() - 1).seq(),
                false);
    }

    @Override
    public void raise(TenantId tenant, UserId user, Deadline deadline) {
        transactions.write(Scope.everywhere(), deadline, session -> {
            AccessSql.raise(session, clock, tenant, user);
            return tenant;
        });
    }

    /** Ends the feed, not the database that it was given. */
    @Override
    public void close() {
        transactions.close();
    }
}
