package dev.parley.store.jdbc;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.message.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code parley_login_lane}. They are made and locked in the order of their names, by everybody. */
final class Lanes {

    static final String DELETE = "DELETE FROM parley_login_lane WHERE lane = :id";

    /** The tenant is in the name. */
    static final String OVER = """
            SELECT '' AS tenant, lane AS id FROM parley_login_lane WHERE idle_from <= (SELECT <now>)
            ORDER BY idle_from LIMIT :limit FOR UPDATE SKIP LOCKED
            """;

    private static final String OF_CALL = " FROM parley_login_lane WHERE lane = ANY(:lanes) ORDER BY lane";

    static final String LOCK =
            "SELECT lane, failures, slots, taken, closures, closed_until, last_failure" + OF_CALL + " FOR UPDATE";

    private static final String THERE = "SELECT lane" + OF_CALL;

    /** Not to be purged before whoever made it had the time to lock it: the two could go on like that for ever. */
    private static final String MAKE = """
            INSERT INTO parley_login_lane (lane, failures, slots, taken, closures, idle_from)
            VALUES (:id, :none, :noSlots, :none, 0, <now> + INTERVAL '%d' SECOND)
            """.formatted(LoginThrottle.SLOT_SECONDS);

    private static final String WRITE = """
            UPDATE parley_login_lane SET failures = :failures, slots = :slots, taken = :taken, closures = :closures,
                closed_until = :closedUntil, last_failure = :lastFailure, idle_from = :idleFrom
            WHERE lane = :id
            """;

    private final Session session;
    private final StoreClock clock;
    private final TenantId tenant;

    Lanes(Session session, StoreClock clock, TenantId tenant) {
        this.session = session;
        this.clock = clock;
        this.tenant = tenant;
    }

    /** {@return the name of a lane: no two have the same, since neither kind nor subject holds a blank} */
    static String name(TenantId tenant, LoginLane.Kind kind, String subject) {
        return kind.name().toLowerCase(Locale.ROOT) + ' ' + subject + ' ' + tenant.value();
    }

    private String name(LoginLane lane) {
        return name(tenant, lane.kind(), lane.subject());
    }

    private record Locked(String lane, LaneRow row, Instant at) {

        static Locked read(ResultSet row, StoreClock clock) throws SQLException {
            return new Locked(row.getString("lane"), LaneRow.read(row), clock.present(row));
        }
    }

    /** {@return those that are there, in the order of the call, as they stand when the last of them was locked} */
    List<Lane> lock(List<LoginLane> lanes) {
        List<Locked> locked = clock.in(session.query(session.dialect().withPresent(LOCK)))
                .bindArray("lanes", String.class, names(lanes))
                .map((row, context) -> Locked.read(row, clock))
                .list();
        Instant now =
                locked.stream().map(Locked::at).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        Map<String, LaneRow> rows = locked.stream().collect(Collectors.toMap(Locked::lane, Locked::row));
        List<Lane> found = new ArrayList<>();
        for (LoginLane lane : lanes) {
            LaneRow row = rows.get(name(lane));
            if (row != null) {
                found.add(new Lane(row, lane, now));
            }
        }
        return found;
    }

    /** Makes those that are not there, in a transaction that locks none that are: one that does must not wait for these. */
    void make(List<LoginLane> lanes) {
        Set<String> there = new HashSet<>(session.query(THERE)
                .bindArray("lanes", String.class, names(lanes))
                .mapTo(String.class)
                .list());
        for (String name : names(lanes)) {
            if (!there.contains(name)) {
                clock.in(session.update(MAKE + session.dialect().orElseNothing()))
                        .bind("id", name)
                        .bindArray("none", Long.class, List.of())
                        .bindArray("noSlots", String.class, List.of())
                        .execute();
            }
        }
    }

    void write(Collection<Lane> changed) {
        if (changed.isEmpty()) {
            return;
        }
        PreparedBatch batch = session.batch(WRITE);
        changed.forEach(lane -> lane.row()
                .bind(batch)
                .bind("id", name(lane.bounds()))
                .bind("idleFrom", Times.column(lane.idleFrom()))
                .add());
        batch.execute();
    }

    private List<String> names(List<LoginLane> lanes) {
        return lanes.stream().map(this::name).sorted().toList();
    }
}
