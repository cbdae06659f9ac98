package dev.parley.examples.server.backup;

import dev.parley.core.auth.SecretSource;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.lease.Leases;
import dev.parley.examples.server.config.BackupSetting;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.config.TargetSetting;
import dev.parley.operations.backup.BackupProgress;
import dev.parley.operations.backup.Backups;
import dev.parley.operations.backup.BackupsBuilder;
import dev.parley.operations.backup.PortableSource;
import dev.parley.store.jdbc.JdbcPortableStore;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Backups of the database of the settings at a target, with the second target of the settings if it belongs to that. */
final class DatabaseBackups implements AutoCloseable {

    private final Settings settings;
    private final BackupTarget target;
    private final @Nullable BackupTarget copies;

    private DatabaseBackups(Settings settings, BackupTarget target, @Nullable BackupTarget copies) {
        this.settings = settings;
        this.target = target;
        this.copies = copies;
    }

    static DatabaseBackups open(Settings settings, TargetSetting where) {
        BackupSetting backup = settings.backup();
        TargetSetting second = where.isAt(backup.target()) ? backup.copyTarget() : null;
        BackupTarget target = where.open(backup);
        try {
            return new DatabaseBackups(settings, target, second == null ? null : second.open(backup));
        } catch (RuntimeException e) {
            target.close();
            throw e;
        }
    }

    static boolean onPostgreSql(Settings settings) {
        return settings.database().toConfig().jdbcUrl().startsWith("jdbc:postgresql:");
    }

    /** Backups without a key: what neither reads nor writes an archive needs none. */
    Backups keyless(@Nullable Leases leases) {
        return builder(leases, BackupProgress.none()).allowUnencrypted().build();
    }

    Backups with(@Nullable Leases leases, BackupProgress progress) {
        BackupsBuilder builder = builder(leases, progress);
        SecretSource key = settings.backup().key(settings.stage());
        if (key != null) {
            builder.secrets(key);
        }
        if (settings.stage() == Settings.Stage.DEVELOPMENT) {
            builder.allowUnencrypted();
        }
        return builder.build();
    }

    private BackupsBuilder builder(@Nullable Leases leases, BackupProgress progress) {
        BackupsBuilder builder = Backups.builder(target)
                .source(PortableSource.of(
                        JdbcPortableStore.on(settings.database().toConfig(), InstantSource.system())))
                .retention(settings.backup().retention())
                .progress(progress);
        if (copies != null) {
            builder.remote(copies, settings.backup().copyRetention());
        }
        if (leases != null) {
            // Another for each: who asks twice for a lease under one name is granted it twice.
            builder.leases(leases, UUID.randomUUID().toString());
        }
        return builder;
    }

    @Override
    public void close() {
        if (copies != null) {
            copies.close();
        }
        target.close();
    }
}
