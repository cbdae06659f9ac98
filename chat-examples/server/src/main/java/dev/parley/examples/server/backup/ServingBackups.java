package dev.parley.examples.server.backup;

import dev.parley.core.lease.Leases;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.config.TargetSetting;
import dev.parley.operations.backup.BackupOutcome;
import dev.parley.operations.backup.BackupProgress;
import dev.parley.operations.backup.BackupRound;
import dev.parley.operations.backup.BackupSchedule;
import dev.parley.operations.backup.Backups;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part that a serving process has in backups: it makes them on schedule, notes who is erased, and, on H2, which is
 * this process's alone, makes one when the command asks for it. Thread-safe.
 */
public final class ServingBackups implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServingBackups.class);

    private final Settings settings;
    private final Leases leases;
    private final @Nullable DatabaseBackups own;
    private final BiConsumer<TenantId, UserId> erasures;
    private final @Nullable BackupSchedule schedule;
    private final @Nullable ControlServer control;

    private ServingBackups(Settings settings, Leases leases) {
        this.settings = settings;
        this.leases = leases;
        TargetSetting where = settings.backup().target();
        if (where == null) {
            own = null;
            schedule = null;
            erasures = (tenant, user) -> {};
        } else {
            own = DatabaseBackups.open(settings, where);
            Backups backups = own.with(leases, BackupProgress.none());
            erasures = backups.erasures()::add;
            Duration every = settings.backup().every();
            schedule = every == null ? null : BackupSchedule.start(backups, every, ServingBackups::tell);
        }
        control = DatabaseBackups.onPostgreSql(settings) ? null : ControlServer.start(settings, this::create);
    }

    /**
     * Starts what the settings say.
     *
     * @param settings of the server
     * @param leases by which one of several servers makes the backup; stays the caller's
     * @return what was started; to be closed before the backend is
     * @throws dev.parley.examples.server.config.SettingException if a target can't be used, or there is no key
     */
    public static ServingBackups start(Settings settings, Leases leases) {
        return new ServingBackups(settings, leases);
    }

    /** {@return who has to be told before a user is erased; fails if a target can't be written to} */
    public BiConsumer<TenantId, UserId> erasures() {
        return erasures;
    }

    private Report create(TargetSetting where, BackupProgress progress) {
        if (own != null && where.isAt(settings.backup().target())) {
            return Report.of(own.with(leases, progress).create());
        }
        try (DatabaseBackups other = DatabaseBackups.open(settings, where)) {
            return Report.of(other.with(leases, progress).create());
        }
    }

    private static void tell(BackupRound round) {
        if (round.succeeded() && round.created() instanceof BackupOutcome.Complete complete) {
            LOG.info(
                    "Made and verified backup {} ({} records, {} copied, {} removed)",
                    complete.id(),
                    complete.records(),
                    round.copied().size(),
                    round.pruned().local().size());
        }
    }

    @Override
    public void close() {
        if (control != null) {
            control.close();
        }
        if (schedule != null) {
            schedule.close();
        }
        if (own != null) {
            own.close();
        }
    }
}
