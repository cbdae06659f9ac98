package dev.parley.examples.server.backup;

import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.config.TargetSetting;
import dev.parley.operations.backup.Backups;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Proves that a backup can be restored. */
@Command(
        name = "verify",
        description = "Restores a backup to a scratch place, and looks whether all is there.",
        mixinStandardHelpOptions = true)
final class VerifyCommand extends TargetCommand {

    @Mixin
    private final IdOption which = new IdOption();

    @Override
    Report run(Settings settings, TargetSetting where, ProgressLine progress) {
        where.requireThere();
        settings.backup().key(settings.stage());
        if (DatabaseBackups.onPostgreSql(settings)) {
            // Its scratch place is made after the tables that are there.
            database(settings).close();
        }
        try (DatabaseBackups open = DatabaseBackups.open(settings, where)) {
            Backups backups = open.with(null, progress);
            return choose(which.id, backups)
                    .map(id -> Report.of(backups.verify(id)))
                    .orElseGet(() -> none(where));
        }
    }
}
