package dev.parley.store.jdbc;

import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Removes rows whose time is over, and that nobody holds. */
final class Purge {

    private Purge() {}

    /** A row that is to go: the tenant and what names it there. */
    private record Key(String tenant, String id) {}

    /**
     * Removes rows.
     *
     * @param over locks what is to go, as {@code tenant} and {@code id}, at most {@code limit}
     * @param delete removes one of them
     * @return how many are gone
     */
    static int run(Session session, StoreClock clock, String over, String delete, int limit) {
        Bounds.requireLimit(limit);
        List<Key> keys = clock.in(session.query(over))
                .bind("limit", limit)
                .map((row, context) -> new Key(row.getString("tenant"), row.getString("id")))
                .list();
        if (keys.isEmpty()) {
            return 0;
        }
        PreparedBatch batch = session.batch(delete);
        keys.forEach(
                key -> batch.bind("tenant", key.tenant()).bind("id", key.id()).add());
        return Arrays.stream(batch.execute()).sum();
    }
}
