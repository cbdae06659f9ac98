package dev.parley.examples.server.accounts;

import dev.parley.auth.session.Housekeeping;
import dev.parley.core.error.ChatException;
import dev.parley.core.lease.Leadership;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from time to time what is over: from the stores, one server of those that share them. Has two threads, which end when
 * this is closed.
 */
final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private static final long EXPIRY_SECONDS = 5;
    private static final long PURGE_SECONDS = 60;
    /** A family of refresh tokens has a row for each hour of its session, and a round is one transaction. */
    private static final int LIMIT = 50;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final LeaseName NAME = new LeaseName("housekeeping");
    private static final Duration TERM = Duration.ofMinutes(1);

    private final Housekeeping housekeeping;
    private final Leadership leadership;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "upkeep");
        thread.setDaemon(true);
        return thread;
    });

    private final ScheduledFuture<?> expiring;
    private final ScheduledFuture<?> purging;

    Upkeep(Housekeeping housekeeping, AdminEnrolment enrolment, Leases leases) {
        this.housekeeping = housekeeping;
        this.leadership = Leadership.seek(leases, NAME, UUID.randomUUID().toString(), TERM);
        this.expiring = schedule(enrolment::expire, EXPIRY_SECONDS);
        this.purging = schedule(this::purge, PURGE_SECONDS);
    }

    private ScheduledFuture<?> schedule(Runnable work, long seconds) {
        return clock.scheduleWithFixedDelay(() -> quietly(work), seconds, seconds, TimeUnit.SECONDS);
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (ChatException e) {
            LOG.warn("What is over stays for another while: {}", e.code().id());
        } catch (RuntimeException e) {
            // Thrown on, it would end all later rounds.
            LOG.error("The upkeep failed", e);
        }
    }

    boolean leads() {
        return leadership.isLeader();
    }

    /** Round after round as long as there is much; what is left waits for the next time. Two that do it at once do no harm. */
    void purge() {
        if (!leads()) {
            return;
        }
        Deadline deadline = Deadline.after(TIMEOUT);
        Housekeeping.Removed removed;
        do {
            removed = housekeeping.purge(LIMIT, deadline);
        } while (removed.sessions() == LIMIT || removed.families() == LIMIT || removed.lanes() == LIMIT);
    }

    @Override
    public void close() {
        expiring.cancel(true);
        purging.cancel(true);
        clock.shutdown();
        leadership.close();
    }
}
