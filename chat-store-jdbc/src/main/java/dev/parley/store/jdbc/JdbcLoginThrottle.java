package dev.parley.store.jdbc;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.message.TenantId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed logins in a relational database. The rows of all lanes of a call are locked before one is counted, so on all
 * nodes together no guess is free; and they are locked in one order, so that calls never wait for each other in a circle.
 * Thread-safe.
 */
public final class JdbcLoginThrottle implements LoginThrottle {

    private static final int MAX_LANES_A_CALL = 8;

    private final Transactions transactions;
    private final StoreClock clock;

    private JdbcLoginThrottle(Transactions transactions, StoreClock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A throttle that goes by the clock of the database.
     *
     * @param database where lanes are kept; not closed with the throttle
     * @return the throttle
     */
    public static JdbcLoginThrottle on(JdbcDatabase database) {
        return new JdbcLoginThrottle(database.transactions(), StoreClock.ofDatabase());
    }

    /**
     * A throttle that goes by another clock.
     *
     * @param database where lanes are kept; not closed with the throttle
     * @param clock the time of failures; the same on all nodes
     * @return the throttle
     */
    public static JdbcLoginThrottle on(JdbcDatabase database, InstantSource clock) {
        return new JdbcLoginThrottle(database.transactions(), StoreClock.of(clock));
    }

    @Override
    public Decision acquire(TenantId tenant, List<LoginLane> lanes, Deadline deadline) {
        requireDifferent(tenant, lanes);
        while (true) {
            Optional<Decision> decision = transactions.write(
                    Scope.everywhere(), deadline, session -> acquire(new Lanes(session, clock, tenant), tenant, lanes));
            if (decision.isPresent()) {
                return decision.get();
            }
            // Those that are there must not stay locked meanwhile. Whoever purges may be faster, and then it begins
            // anew.
            transactions.write(Scope.everywhere(), deadline, session -> {
                new Lanes(session, clock, tenant).make(lanes);
                return tenant;
            });
        }
    }

    private static Optional<Decision> acquire(Lanes rows, TenantId tenant, List<LoginLane> lanes) {
        List<Lane> locked = rows.lock(lanes);
        if (locked.size() < lanes.size()) {
            return Optional.empty();
        }
        Decision.@Nullable Refused longest = null;
        for (Lane lane : locked) {
            Duration wait = lane.waiting();
            if (wait != null && (longest == null || wait.compareTo(longest.retryAfter()) > 0)) {
                longest = new Decision.Refused(lane.bounds().kind(), wait);
            }
        }
        if (longest != null) {
            return Optional.of(longest);
        }
        Slot slot = new Slot(UUID.randomUUID().toString(), tenant, lanes);
        locked.forEach(lane -> lane.take(slot.id()));
        rows.write(locked);
        return Optional.of(new Decision.Admitted(slot));
    }

    private static void requireDifferent(TenantId tenant, List<LoginLane> lanes) {
        long different = lanes.stream()
                .map(lane -> Lanes.name(tenant, lane.kind(), lane.subject()))
                .distinct()
                .count();
        if (lanes.isEmpty() || lanes.size() > MAX_LANES_A_CALL || different < lanes.size()) {
            throw new IllegalArgumentException("There must be 1 to 8 lanes of different kinds or subjects");
        }
    }

    @Override
    public void settle(Slot slot, Verdict verdict, Deadline deadline) {
        transactions.write(Scope.everywhere(), deadline, session -> {
            Lanes rows = new Lanes(session, clock, slot.tenant());
            List<Lane> changed = rows.lock(slot.lanes()).stream()
                    .filter(lane -> lane.settle(slot.id(), verdict))
                    .toList();
            rows.write(changed);
            return changed;
        });
    }

    @Override
    public void clear(TenantId tenant, LoginLane.Kind kind, String subject, Deadline deadline) {
        transactions.write(
                Scope.everywhere(),
                deadline,
                session -> session.update(Lanes.DELETE)
                        .bind("id", Lanes.name(tenant, kind, subject))
                        .execute());
    }

    @Override
    public int purge(int limit, Deadline deadline) {
        return transactions.write(
                Scope.everywhere(), deadline, session -> Purge.run(session, clock, Lanes.OVER, Lanes.DELETE, limit));
    }

    /** Ends the throttle, not the database that it was given. */
    @Override
    public void close() {
        transactions.close();
    }
}
