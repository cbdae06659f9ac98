package dev.parley.examples.server.backup;

import dev.parley.core.lease.Leases;
import dev.parley.examples.server.config.SettingException;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.config.TargetSetting;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcLeases;
import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Makes a backup. */
@Command(name = "create", description = "Makes a backup, also while the server runs.", mixinStandardHelpOptions = true)
final class CreateCommand extends TargetCommand {

    @Override
    Report run(Settings settings, TargetSetting where, ProgressLine progress) throws InterruptedException {
        if (!DatabaseBackups.onPostgreSql(settings)) {
            Optional<ControlClient> server = ControlClient.find(settings);
            if (server.isPresent()) {
                return server.get().create(where, progress);
            }
        }
        requireDatabase(settings);
        settings.backup().key(settings.stage());
        try (JdbcDatabase database = database(settings);
                Leases leases = JdbcLeases.on(database);
                DatabaseBackups backups = DatabaseBackups.open(settings, where)) {
            return Report.of(backups.with(leases, progress).create());
        }
    }

    /** Else a command in the wrong directory would make a good backup of nothing. */
    private static void requireDatabase(Settings settings) {
        if (settings.database().jdbcUrl() == null
                && !Files.exists(settings.dataDirectory().resolve("parley.mv.db"))) {
            throw new SettingException(settings.database().variable(), "names a directory without a database");
        }
    }
}
