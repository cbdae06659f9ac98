package dev.parley.core.lease;

import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of many nodes one leads: holds on to a lease, and asks for it as long as another has it. Thread-safe. Has a daemon thread,
 * which ends when this is closed.
 *
 * <p>The lease is renewed after a third of its term. Leading ends, on the monotonic clock of this process, when the term is
 * over since before the last request that succeeded, whatever became of the store: so two nodes lead at the same time only
 * as far as their clocks and the store's run at different speeds, where the store's clock was set ahead or the store lost what
 * it had granted, or where one was stopped between asking {@link #isLeader()} and doing what it asked for. What must not happen
 * twice even so has to be fenced by the token. After a leader is gone another leads within the term and a third of it, and the
 * time of one request.
 */
public final class Leadership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private static final int RENEWALS = 3;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(2);

    private final Leases leases;
    private final LeaseName name;
    private final String owner;
    private final Duration term;
    private final LongSupplier nanoTime;
    private final Thread thread = new Thread(this::run, "parley-leadership");
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Hold hold;
    private boolean answered = true;

    /** A lease, and when its term began at the latest. */
    private record Hold(Lease lease, long since) {}

    Leadership(Leases leases, LeaseName name, String owner, Duration term, LongSupplier nanoTime) {
        Lease.requireBounds(owner, term);
        this.leases = leases;
        this.name = name;
        this.owner = owner;
        this.term = term;
        this.nanoTime = nanoTime;
        thread.setDaemon(true);
    }

    /**
     * Begins to seek a lease.
     *
     * @param leases where; stays the caller's to close, after this
     * @param name what for
     * @param owner who seeks it, as for {@link Leases#acquire}; another for each node
     * @param term the term of the lease, 1 second to 1 day
     * @return the leadership, which is not had yet
     */
    public static Leadership seek(Leases leases, LeaseName name, String owner, Duration term) {
        if (term.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("term must be 1 second or more");
        }
        Leadership leadership = new Leadership(leases, name, owner, term, System::nanoTime);
        leadership.thread.start();
        return leadership;
    }

    /** {@return whether this node leads now} */
    public boolean isLeader() {
        return lease().isPresent();
    }

    /** {@return the lease under which this node leads now, with its fencing token} */
    public Optional<Lease> lease() {
        @Nullable Hold current = hold;
        return current == null || closed.getCount() == 0 || nanoTime.getAsLong() - current.since() >= term.toNanos()
                ? Optional.empty()
                : Optional.of(current.lease());
    }

    private void run() {
        try {
            do {
                step();
            } while (!closed.await(term.toNanos() / RENEWALS, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            // Nobody but a host that ends all threads does that to a thread of ours.
            Thread.currentThread().interrupt();
        } finally {
            resign();
        }
    }

    /** Renews, or asks. Called by one thread. */
    void step() {
        try {
            @Nullable Hold current = hold;
            long before = nanoTime.getAsLong();
            if (current != null && leases.renew(current.lease(), deadline())) {
                hold = new Hold(current.lease(), before);
            } else {
                hold = null;
                acquire();
            }
            answered = true;
        } catch (ChatException e) {
            // The hold runs out by itself; until then a later renewal may succeed.
            if (answered) {
                LOG.warn(
                        "The lease {} can't be asked for: {}",
                        name.value(),
                        e.code().id());
            }
            answered = false;
        } catch (RuntimeException e) {
            // Thrown on, it would end the seeking for good.
            LOG.error("The lease {} could not be asked for", name.value(), e);
        }
    }

    private void acquire() {
        long before = nanoTime.getAsLong();
        if (leases.acquire(name, owner, term, deadline()) instanceof Leases.Acquisition.Granted granted) {
            hold = new Hold(granted.lease(), before);
            LOG.debug("{} leads {}", owner, name.value());
        }
    }

    private Deadline deadline() {
        Duration third = term.dividedBy(RENEWALS);
        return Deadline.after(third.compareTo(LONGEST_REQUEST) < 0 ? third : LONGEST_REQUEST);
    }

    /** Lets another lead at once, if the store can be reached. */
    private void resign() {
        @Nullable Hold current = hold;
        if (current == null) {
            return;
        }
        try {
            leases.release(current.lease(), deadline());
        } catch (RuntimeException e) {
            LOG.debug("The lease {} could not be released, and will run out", name.value(), e);
        }
    }

    /** Ends leading at once, and gives the lease back; waits for that for 4 seconds at most. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(2 * LONGEST_REQUEST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
