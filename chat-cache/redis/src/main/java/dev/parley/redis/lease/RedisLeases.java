package dev.parley.redis.lease;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.lease.Lease;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Leases in Redis, by its clock: each a key, and each call one script. Thread-safe.
 *
 * <p>A token is greater than the last one of the key, and than the time in microseconds since 1970: so a Redis that has lost all
 * it had gives no token again, as long as its clock goes on. A Redis that fails over to a replica may lose a lease that it has
 * granted, and grant it to another while the first is told nothing; then tokens grow as far as the clocks of the two agree. So may
 * a Redis that evicts keys when its memory runs short; set {@code maxmemory-policy noeviction}. Where that must not happen keep leases in the database ({@code JdbcLeases}), and in any case fence by the token what is written (M.
 * Kleppmann, How to do distributed locking, 2016).
 */
public final class RedisLeases implements Leases {

    private final RedisConnections connections;
    private volatile boolean closed;

    private RedisLeases(RedisConnections connections) {
        this.connections = connections;
    }

    /**
     * Leases of the system that the prefix of the connections names.
     *
     * @param connections how Redis is reached; not closed with the leases
     * @return the leases
     */
    public static RedisLeases on(RedisConnections connections) {
        return new RedisLeases(connections);
    }

    @Override
    public Acquisition acquire(LeaseName name, String owner, Duration term, Deadline deadline) {
        Lease.requireBounds(owner, term);
        requireOpen(deadline);
        List<?> answer =
                connections.change(LeaseScripts.ACQUIRE, keys(name), deadline, bytes(owner), bytes(micros(term)));
        if ((Long) answer.get(0) == 1) {
            return new Acquisition.Granted(new Lease(name, owner, (Long) answer.get(1), term));
        }
        String holder = new String((byte[]) answer.get(1), StandardCharsets.US_ASCII);
        return new Acquisition.Held(holder, Duration.of((Long) answer.get(2), ChronoUnit.MICROS));
    }

    @Override
    public boolean renew(Lease lease, Deadline deadline) {
        return prolong(lease, micros(lease.term()), deadline);
    }

    @Override
    public boolean release(Lease lease, Deadline deadline) {
        return prolong(lease, 0, deadline);
    }

    private boolean prolong(Lease lease, long micros, Deadline deadline) {
        requireOpen(deadline);
        return connections.change(
                        LeaseScripts.PROLONG,
                        keys(lease.name()),
                        deadline,
                        bytes(lease.owner()),
                        bytes(lease.token()),
                        bytes(micros))
                == 1;
    }

    private void requireOpen(Deadline deadline) {
        if (closed) {
            throw ChatException.fault(ErrorCode.CLOSED, "The leases are closed", null);
        }
        deadline.check();
    }

    private List<String> keys(LeaseName name) {
        return List.of(connections.prefix() + ":lease:{" + name.value() + "}");
    }

    private static long micros(Duration time) {
        return TimeUnit.MICROSECONDS.convert(time);
    }

    private static byte[] bytes(Object value) {
        return value.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        closed = true;
    }
}
