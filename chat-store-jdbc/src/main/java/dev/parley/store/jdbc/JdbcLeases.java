package dev.parley.store.jdbc;

import dev.parley.core.lease.Lease;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Leases in a relational database: each a row, which is locked while it is decided who has it. Thread-safe.
 *
 * <p>A token is greater than the last one of the row, and than the time in microseconds since 1970: so a database that was put
 * back to an older state gives no token again, as long as its clock goes on.
 */
public final class JdbcLeases implements Leases {

    private final Transactions transactions;
    private final StoreClock clock;

    private JdbcLeases(Transactions transactions, StoreClock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Leases that go by the clock of the database.
     *
     * @param database where they are kept; not closed with the leases
     * @return the leases
     */
    public static JdbcLeases on(JdbcDatabase database) {
        return new JdbcLeases(database.transactions(), StoreClock.ofDatabase());
    }

    /**
     * Leases that go by another clock.
     *
     * @param database where they are kept; not closed with the leases
     * @param clock the time; the same on all nodes
     * @return the leases
     */
    public static JdbcLeases on(JdbcDatabase database, InstantSource clock) {
        return new JdbcLeases(database.transactions(), StoreClock.of(clock));
    }

    @Override
    public Acquisition acquire(LeaseName name, String owner, Duration term, Deadline deadline) {
        Lease.requireBounds(owner, term);
        while (true) {
            Optional<Acquisition> acquisition = transactions.write(
                    Scope.everywhere(), deadline, session -> new LeaseRows(session, clock).acquire(name, owner, term));
            if (acquisition.isPresent()) {
                return acquisition.get();
            }
            transactions.write(Scope.everywhere(), deadline, session -> new LeaseRows(session, clock).make(name));
        }
    }

    @Override
    public boolean renew(Lease lease, Deadline deadline) {
        return transactions.write(Scope.everywhere(), deadline, session -> new LeaseRows(session, clock).renew(lease));
    }

    @Override
    public boolean release(Lease lease, Deadline deadline) {
        return transactions.write(
                Scope.everywhere(), deadline, session -> new LeaseRows(session, clock).release(lease));
    }

    /** Ends the leases' use of the database, not the database that they were given. */
    @Override
    public void close() {
        transactions.close();
    }
}
