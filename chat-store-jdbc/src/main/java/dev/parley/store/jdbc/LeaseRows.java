package dev.parley.store.jdbc;

import dev.parley.core.lease.Lease;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases.Acquisition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of {@code parley_lease}. Each is locked before the clock is read. */
final class LeaseRows {

    private static final String LOCK = "SELECT owner, token, ends_at FROM parley_lease WHERE name = :name FOR UPDATE";

    private static final String WRITE =
            "UPDATE parley_lease SET owner = :owner, token = :token, ends_at = :end WHERE name = :name";

    /** Has what was released, so that it is over though the clock went back. */
    private static final String NOBODY = "";

    /** Over already, and not to be purged before whoever made it had the time to lock it. */
    private static final String MAKE =
            "INSERT INTO parley_lease (name, owner, token, ends_at) VALUES (:name, '', 0, <now>) ";

    private static final String OVER = """
            SELECT '' AS tenant, name AS id FROM parley_lease WHERE ends_at <= (SELECT <now>) - INTERVAL '1' DAY
            ORDER BY ends_at LIMIT :limit FOR UPDATE SKIP LOCKED
            """;

    private static final String DELETE = "DELETE FROM parley_lease WHERE name = :id";

    /** Twice as many as are made, so that old ones do not pile up. */
    private static final int PURGED_FOR_ONE_MADE = 2;

    private final Session session;
    private final StoreClock clock;

    LeaseRows(Session session, StoreClock clock) {
        this.session = session;
        this.clock = clock;
    }

    private record Row(String owner, long token, Instant end, Instant now) {

        static Row read(ResultSet row, StoreClock clock) throws SQLException {
            return new Row(
                    row.getString("owner"), row.getLong("token"), Times.read(row, "ends_at"), clock.present(row));
        }

        boolean over() {
            return owner.equals(NOBODY) || !end.isAfter(now);
        }
    }

    private @Nullable Row lock(LeaseName name) {
        return clock.in(session.query(session.dialect().withPresent(LOCK)))
                .bind("name", name.value())
                .map((row, context) -> Row.read(row, clock))
                .findOne()
                .orElse(null);
    }

    private void write(LeaseName name, String owner, long token, Instant end) {
        session.update(WRITE)
                .bind("name", name.value())
                .bind("owner", owner)
                .bind("token", token)
                .bind("end", Times.column(end))
                .execute();
    }

    /** {@return what it comes to, or nothing where the row has to be made first} */
    Optional<Acquisition> acquire(LeaseName name, String owner, Duration term) {
        @Nullable Row row = lock(name);
        if (row == null) {
            return Optional.empty();
        }
        if (!row.over()) {
            return Optional.of(new Acquisition.Held(row.owner(), Duration.between(row.now(), row.end())));
        }
        long token = Math.max(row.token() + 1, ChronoUnit.MICROS.between(Instant.EPOCH, row.now()));
        write(name, owner, token, Times.after(row.now(), term));
        return Optional.of(new Acquisition.Granted(new Lease(name, owner, token, term)));
    }

    /** Makes the row, and makes room, unless another has made it by now. {@return how many were purged} */
    int make(LeaseName name) {
        if (lock(name) != null) {
            return 0;
        }
        clock.in(session.update(MAKE + session.dialect().orElseNothing()))
                .bind("name", name.value())
                .execute();
        return Purge.run(session, clock, OVER, DELETE, PURGED_FOR_ONE_MADE);
    }

    /** {@return whether it was held} */
    boolean renew(Lease lease) {
        @Nullable Row row = lockHeld(lease);
        if (row != null) {
            write(lease.name(), row.owner(), row.token(), Times.after(row.now(), lease.term()));
        }
        return row != null;
    }

    /** {@return whether it was held} */
    boolean release(Lease lease) {
        @Nullable Row row = lockHeld(lease);
        if (row != null) {
            write(lease.name(), NOBODY, row.token(), row.now());
        }
        return row != null;
    }

    private @Nullable Row lockHeld(Lease lease) {
        @Nullable Row row = lock(lease.name());
        boolean held = row != null
                && !row.over()
                && row.token() == lease.token()
                && row.owner().equals(lease.owner());
        return held ? row : null;
    }
}
