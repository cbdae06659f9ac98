package dev.parley.core.lease;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leases in a map. Tokens are those of all names together, so that a name can be forgotten. Every access holds the monitor. */
final class InMemoryLeases implements Leases {

    private static final int FEW = 64;

    private final InstantSource clock;
    private final Map<LeaseName, Held> held = new HashMap<>();
    private int sweepAt = FEW;
    private long lastToken;
    private boolean closed;

    private record Held(Lease lease, Instant end) {}

    InMemoryLeases(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Acquisition acquire(LeaseName name, String owner, Duration term, Deadline deadline) {
        Lease.requireBounds(owner, term);
        Instant now = enter(deadline);
        @Nullable Held current = held.get(name);
        if (current != null && current.end().isAfter(now)) {
            return new Acquisition.Held(current.lease().owner(), Duration.between(now, current.end()));
        }
        lastToken = Math.max(lastToken + 1, ChronoUnit.MICROS.between(Instant.EPOCH, now));
        Lease lease = new Lease(name, owner, lastToken, term);
        held.put(name, new Held(lease, now.plus(term).truncatedTo(ChronoUnit.MICROS)));
        sweep(now);
        return new Acquisition.Granted(lease);
    }

    /** Each time when there are twice as many as the last time had left, so that it costs little for each. */
    private void sweep(Instant now) {
        if (held.size() > sweepAt) {
            held.values().removeIf(each -> !each.end().isAfter(now));
            sweepAt = Math.max(FEW, 2 * held.size());
        }
    }

    @Override
    public synchronized boolean renew(Lease lease, Deadline deadline) {
        Instant now = enter(deadline);
        if (!isHeld(lease, now)) {
            return false;
        }
        held.put(lease.name(), new Held(lease, now.plus(lease.term()).truncatedTo(ChronoUnit.MICROS)));
        return true;
    }

    @Override
    public synchronized boolean release(Lease lease, Deadline deadline) {
        if (!isHeld(lease, enter(deadline))) {
            return false;
        }
        held.remove(lease.name());
        return true;
    }

    private boolean isHeld(Lease lease, Instant now) {
        @Nullable Held current = held.get(lease.name());
        return current != null
                && current.end().isAfter(now)
                && current.lease().token() == lease.token()
                && current.lease().owner().equals(lease.owner());
    }

    private Instant enter(Deadline deadline) {
        if (closed) {
            throw ChatException.fault(ErrorCode.CLOSED, "The in-memory leases are closed", null);
        }
        deadline.check();
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
