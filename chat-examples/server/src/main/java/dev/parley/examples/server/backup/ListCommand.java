package dev.parley.examples.server.backup;

import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.config.TargetSetting;
import picocli.CommandLine.Command;

/** Lists backups. */
@Command(name = "list", description = "Lists the backups, oldest first.", mixinStandardHelpOptions = true)
final class ListCommand extends TargetCommand {

    @Override
    Report run(Settings settings, TargetSetting where, ProgressLine progress) {
        where.requireThere();
        try (DatabaseBackups backups = DatabaseBackups.open(settings, where)) {
            return Report.of(backups.keyless(null).list());
        }
    }
}
