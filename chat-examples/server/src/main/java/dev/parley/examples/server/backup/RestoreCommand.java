package dev.parley.examples.server.backup;

import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.config.TargetSetting;
import dev.parley.operations.backup.Backups;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Restores a backup. */
@Command(
        name = "restore",
        description = "Restores a backup into an empty database on which no server runs.",
        mixinStandardHelpOptions = true)
final class RestoreCommand extends TargetCommand {

    @Mixin
    private final IdOption which = new IdOption();

    @Override
    Report run(Settings settings, TargetSetting where, ProgressLine progress) throws InterruptedException {
        where.requireThere();
        settings.backup().key(settings.stage());
        if (!DatabaseBackups.onPostgreSql(settings)
                && ControlClient.find(settings).isPresent()) {
            return Report.failed("not restored, nothing was changed: a server runs on the database; stop it first");
        }
        // No lease: it would be a row in the database that is locked as a whole.
        database(settings).close();
        try (DatabaseBackups open = DatabaseBackups.open(settings, where)) {
            Backups backups = open.with(null, progress);
            return choose(which.id, backups)
                    .map(id -> Report.of(backups.restore(id)))
                    .orElseGet(() -> none(where));
        }
    }
}
