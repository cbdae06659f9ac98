package dev.parley.examples.server.backup;

import dev.parley.core.lease.Leases;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.config.TargetSetting;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcLeases;
import picocli.CommandLine.Command;

/** Removes old backups. */
@Command(
        name = "prune",
        description =
                "Removes backups that are older than BACKUP_KEEP (30d), but for the newest 7 that are verified, 8 of weeks and"
                        + " 12 of months; always behind a newer one that is verified.",
        mixinStandardHelpOptions = true)
final class PruneCommand extends TargetCommand {

    @Override
    Report run(Settings settings, TargetSetting where, ProgressLine progress) {
        where.requireThere();
        if (!DatabaseBackups.onPostgreSql(settings)) {
            try (DatabaseBackups backups = DatabaseBackups.open(settings, where)) {
                return Report.of(backups.keyless(null).prune());
            }
        }
        try (JdbcDatabase database = database(settings);
                Leases leases = JdbcLeases.on(database);
                DatabaseBackups backups = DatabaseBackups.open(settings, where)) {
            return Report.of(backups.keyless(leases).prune());
        }
    }
}
