package dev.parley.operations.backup;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets one thread of one node do something at a time; whoever comes second is refused. Thread-safe. */
final class Exclusive {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable Leases leases;
    private final LeaseName name;
    private final String owner;
    private final Duration term;
    private volatile @Nullable HeldLease held;
    private volatile @Nullable Thread runner;
    private volatile boolean cancelled;

    Exclusive(@Nullable Leases leases, LeaseName name, String owner, Duration term) {
        this.leases = leases;
        this.name = name;
        this.owner = owner;
        this.term = term;
    }

    /**
     * Does it, unless somebody else does; inside another one of the same thread just so.
     *
     * @throws ChatException {@code BACKUP_BUSY} if somebody else does
     */
    <T> T run(Deadline deadline, Supplier<T> work) {
        if (lock.isHeldByCurrentThread()) {
            return work.get();
        }
        if (!lock.tryLock()) {
            throw busy("this process");
        }
        try {
            cancelled = false;
            runner = Thread.currentThread();
            return leases == null ? work.get() : runLeased(leases, deadline, work);
        } finally {
            runner = null;
            lock.unlock();
        }
    }

    /**
     * Does it, as soon as nobody else does.
     *
     * @throws ChatException {@code BACKUP_BUSY} if somebody else does until the time is over
     */
    <T> T runWaiting(Deadline deadline, Supplier<T> work) {
        while (true) {
            try {
                return run(deadline, work);
            } catch (ChatException e) {
                if (e.code() != ErrorCode.BACKUP_BUSY || deadline.remaining().compareTo(PAUSE) < 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private <T> T runLeased(Leases from, Deadline deadline, Supplier<T> work) {
        Leases.Acquisition acquisition = from.acquire(name, owner, term, deadline);
        if (acquisition instanceof Leases.Acquisition.Held other) {
            throw busy(other.owner());
        }
        try (HeldLease lease = new HeldLease(from, ((Leases.Acquisition.Granted) acquisition).lease())) {
            held = lease;
            return work.get();
        } finally {
            held = null;
        }
    }

    /** Ends what a thread does, at its next check: an interrupt would close the files of a database under its feet. */
    void cancel(Thread of) {
        if (of.equals(runner)) {
            cancelled = true;
        }
    }

    /**
     * To be asked now and then, and before what can't be undone.
     *
     * @throws ChatException {@code BACKUP_BUSY} if the lease was lost meanwhile; {@code CLOSED} if it was cancelled
     */
    void check() {
        if (cancelled && Thread.currentThread().equals(runner)) {
            throw ChatException.fault(ErrorCode.CLOSED, "The schedule of backups was closed", null);
        }
        @Nullable HeldLease lease = held;
        if (lease != null && !lease.isHeld()) {
            throw ChatException.fault(ErrorCode.BACKUP_BUSY, "The lease was lost meanwhile", null);
        }
    }

    private static ChatException busy(String who) {
        return ChatException.fault(
                ErrorCode.BACKUP_BUSY, "A backup, a restore or a removal is on its way in " + who, null);
    }
}
