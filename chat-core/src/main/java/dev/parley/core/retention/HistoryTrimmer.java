package dev.parley.core.retention;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.Outcome;
import dev.parley.core.lease.Leadership;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.message.ConversationId;
import dev.parley.core.store.HistoryRetention;
import dev.parley.core.store.HistoryRetention.Candidate;
import dev.parley.core.store.HistoryRetention.Trimmed;
import dev.parley.core.store.HistoryRule;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes old entries from all conversations of a store, round after round. Of several nodes with the same leases one does it;
 * two that do it at once, since a lease was lost meanwhile, do no harm. Has two daemon threads, which end when this is closed.
 * Thread-safe.
 */
public final class HistoryTrimmer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryTrimmer.class);

    private static final LeaseName NAME = new LeaseName("history-retention");
    private static final Duration TERM = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** So many conversations in a row that fail end a round. */
    private static final int MOST_FAILURES = 5;

    /** So many conversations are looked at in one query. */
    private static final int PAGE = 200;

    private final HistoryRetention retention;
    private final HistoryRule rule;
    private final TrimmingPace pace;
    private final InstantSource clock;
    private final Leadership leadership;
    private final Thread thread = new Thread(this::run, "parley-history-trimmer");
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Instant last;

    private HistoryTrimmer(
            HistoryRetention retention, Leases leases, HistoryRule rule, TrimmingPace pace, InstantSource clock) {
        this.retention = retention;
        this.rule = rule;
        this.pace = pace;
        this.clock = clock;
        this.leadership = Leadership.seek(leases, NAME, UUID.randomUUID().toString(), TERM);
        thread.setDaemon(true);
    }

    /**
     * Starts one. It begins a round as soon as it leads, and the next when the time since the beginning of the last is over.
     *
     * @param retention of which store; to be closed after this
     * @param leases by which nodes agree who does it; to be closed after this
     * @param rule how long entries are kept, by the store's clock
     * @param pace how fast
     * @param clock by which rounds are counted
     * @return the trimmer
     */
    public static HistoryTrimmer start(
            HistoryRetention retention, Leases leases, HistoryRule rule, TrimmingPace pace, InstantSource clock) {
        HistoryTrimmer trimmer = new HistoryTrimmer(retention, leases, rule, pace, clock);
        trimmer.thread.start();
        return trimmer;
    }

    private void run() {
        try {
            while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (isDue() && leadership.isLeader()) {
                    last = clock.instant();
                    quietly();
                }
            }
        } catch (InterruptedException e) {
            // Nobody but a host that ends all threads does that to a thread of ours.
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDue() {
        Instant now = clock.instant();
        return last == null || !last.plus(pace.every()).isAfter(now);
    }

    private void quietly() throws InterruptedException {
        try {
            long removed = round();
            if (removed > 0) {
                LOG.info("Removed {} old entries", removed);
            }
        } catch (ChatException e) {
            LOG.warn("Old entries stay for another while: {}", e.code().id());
        } catch (RuntimeException e) {
            // Thrown on, it would end all later rounds.
            LOG.error("The removing of old entries failed", e);
        }
    }

    /**
     * One round, which stops between two transactions when this is closed or another node leads. One conversation that fails does
     * not keep the others from their turn; several in a row are an outage.
     */
    private long round() throws InterruptedException {
        long removed = 0;
        int failures = 0;
        ConversationId after = null;
        do {
            Page<Candidate, ConversationId> page = retention.candidates(rule, after, PAGE, Deadline.after(TIMEOUT));
            for (Candidate candidate : page.items()) {
                try {
                    removed += trim(candidate);
                    failures = 0;
                } catch (ChatException e) {
                    failures++;
                    if (failures == MOST_FAILURES) {
                        throw e;
                    }
                    LOG.warn(
                            "Old entries of {} stay for another while: {}",
                            candidate.conversation(),
                            e.code().id());
                }
            }
            after = page.nextCursor();
        } while (after != null && goesOn());
        return removed;
    }

    private long trim(Candidate candidate) throws InterruptedException {
        long removed = 0;
        boolean more = true;
        while (more && goesOn()) {
            Outcome<Trimmed> outcome = retention.trim(
                    candidate.tenant(), candidate.conversation(), rule, pace.batch(), Deadline.after(TIMEOUT));
            more = false;
            if (outcome instanceof Outcome.Done<Trimmed> done) {
                removed += done.value().removed();
                more = done.value().more();
            }
        }
        return removed;
    }

    /** Pauses, and {@return whether to go on} */
    private boolean goesOn() throws InterruptedException {
        return !closed.await(pace.pause().toNanos(), TimeUnit.NANOSECONDS) && leadership.isLeader();
    }

    /** Ends it. The transaction that is under way ends before, and is waited for for 10 seconds at most. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leadership.close();
    }
}
