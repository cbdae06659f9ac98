package dev.parley.operations.backup;

import dev.parley.core.backup.StoredBackup;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a backup whenever the newest complete one is old enough, verifies it, copies it, and removes old ones. Of several
 * nodes with the same leases one does it. Has a daemon thread, which ends when this is closed. Thread-safe.
 */
public final class BackupSchedule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackupSchedule.class);

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration AGAIN = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Backups backups;
    private final Duration every;
    private final Consumer<BackupRound> listener;
    private final Thread thread = new Thread(this::run, "parley-backup-schedule");
    private final CountDownLatch closed = new CountDownLatch(1);

    BackupSchedule(Backups backups, Duration every, Consumer<BackupRound> listener) {
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("every must be 1 minute or more");
        }
        this.backups = backups;
        this.every = every;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /**
     * Starts one. Looks each minute whether a backup is due: so the first is made at once if there is none. After a round that
     * did not succeed the next try comes after 5 minutes.
     *
     * @param backups of what
     * @param every how old the newest complete one gets before the next is made, counted from when they were begun; 1 minute
     *     or more
     * @param listener told what each round came to, by the thread of the schedule
     * @return the schedule; to be closed before sources and targets are
     */
    public static BackupSchedule start(Backups backups, Duration every, Consumer<BackupRound> listener) {
        BackupSchedule schedule = new BackupSchedule(backups, every, listener);
        schedule.thread.start();
        return schedule;
    }

    private void run() {
        try {
            Duration wait = Duration.ZERO;
            while (!closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                wait = step();
            }
        } catch (InterruptedException e) {
            // Nobody but a host that ends all threads does that to a thread of ours.
            Thread.currentThread().interrupt();
        }
    }

    /** Does a round if one is due. Returns how long to wait until the next look. */
    Duration step() {
        try {
            BackupSettings settings = backups.settings();
            Optional<BackupRound> round = settings.exclusive()
                    .run(settings.deadline(), () -> isDue() ? Optional.of(BackupRound.run(backups)) : Optional.empty());
            round.ifPresent(this::tell);
            return round.isEmpty() || round.get().succeeded() ? LOOK : AGAIN;
        } catch (ChatException e) {
            if (e.code() == ErrorCode.BACKUP_BUSY) {
                return LOOK;
            }
            LOG.error("Whether a backup is due could not be seen", e);
            return AGAIN;
        } catch (RuntimeException e) {
            // Thrown on, it would end the schedule for good.
            LOG.error("A round of backups was broken off", e);
            return AGAIN;
        }
    }

    private boolean isDue() {
        Instant now = backups.settings().clock().instant();
        return backups.list().stream()
                .filter(backup -> backup.state() == StoredBackup.State.COMPLETE)
                .max(Comparator.comparing(StoredBackup::id))
                .map(newest -> !newest.id().begun().plus(every).isAfter(now))
                .orElse(true);
    }

    private void tell(BackupRound round) {
        if (!round.succeeded()) {
            LOG.error("A round of backups did not succeed: {}", round);
        }
        listener.accept(round);
    }

    /** Ends the schedule. What it is doing is broken off at the next MiB, and waited for for 10 seconds at most. */
    @Override
    public void close() {
        closed.countDown();
        backups.settings().exclusive().cancel(thread);
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
