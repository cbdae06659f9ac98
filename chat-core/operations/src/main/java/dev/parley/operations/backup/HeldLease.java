package dev.parley.operations.backup;

import dev.parley.core.lease.Lease;
import dev.parley.core.lease.Leases;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease that is renewed by a daemon thread until it is closed. What was granted before counts from when it was asked for. */
final class HeldLease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);
    private static final int RENEWALS = 3;

    private final Leases leases;
    private final Lease lease;
    private final Thread thread = new Thread(this::run, "parley-backup-lease");
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Deadline end;

    HeldLease(Leases leases, Lease lease) {
        this.leases = leases;
        this.lease = lease;
        end = Deadline.after(lease.term());
        thread.setDaemon(true);
        thread.start();
    }

    boolean isHeld() {
        return !end.expired();
    }

    private void run() {
        try {
            while (!closed.await(lease.term().toNanos() / RENEWALS, TimeUnit.NANOSECONDS)) {
                renew();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew() {
        Deadline ifRenewed = Deadline.after(lease.term());
        try {
            end = leases.renew(lease, request()) ? ifRenewed : Deadline.after(Duration.ZERO);
        } catch (RuntimeException e) {
            // It runs out by itself; until then a later renewal may succeed.
            LOG.warn("The lease {} could not be renewed", lease.name().value(), e);
        }
    }

    private Deadline request() {
        return Deadline.after(lease.term().dividedBy(RENEWALS));
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(lease.term().dividedBy(RENEWALS).toMillis() + 1);
            leases.release(lease, request());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug(
                    "The lease {} could not be released, and will run out",
                    lease.name().value(),
                    e);
        }
    }
}
