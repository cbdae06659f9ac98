package dev.parley.examples.server.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.error.ChatException;
import dev.parley.examples.server.config.BackupSetting;
import dev.parley.examples.server.config.SettingException;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.config.TargetSetting;
import dev.parley.operations.backup.Backups;
import dev.parley.store.jdbc.JdbcDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands about backups share. */
abstract class TargetCommand implements Callable<Integer> {

    private static final String OPTION = "--target";

    @Option(
            names = OPTION,
            paramLabel = "DIR-or-URL",
            description = "A directory or s3://bucket/prefix?region=…&endpoint=…; BACKUP_TARGET by default.")
    private @Nullable String target;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    private Map<String, String> environment = System.getenv();
    private Path workingDirectory = Path.of("");

    /** Makes it run as if in another process. */
    void runIn(Map<String, String> variables, Path directory) {
        environment = variables;
        workingDirectory = directory;
    }

    @Override
    public final Integer call() throws Exception {
        Settings settings = Settings.read(environment, workingDirectory);
        TargetSetting where = where(settings);
        PrintWriter err = spec.commandLine().getErr();
        Report report;
        try (ProgressLine progress = new ProgressLine(err, Ansi.AUTO.enabled(), System::nanoTime)) {
            report = run(settings, where, progress);
        }
        PrintWriter out = report.isWell() ? spec.commandLine().getOut() : err;
        report.lines().forEach(out::println);
        out.flush();
        return report.exit();
    }

    abstract Report run(Settings settings, TargetSetting where, ProgressLine progress) throws InterruptedException;

    private TargetSetting where(Settings settings) {
        if (target != null) {
            return TargetSetting.parse(OPTION, target, workingDirectory);
        }
        TargetSetting byDefault = settings.backup().target();
        if (byDefault == null) {
            throw new SettingException(OPTION, "or " + BackupSetting.TARGET + " must say where the backups are");
        }
        return byDefault;
    }

    /** {@return the one that was asked for, or else the newest that is complete} */
    static Optional<BackupId> choose(@Nullable BackupId asked, Backups backups) {
        if (asked != null) {
            return Optional.of(asked);
        }
        return backups.list().stream()
                .filter(backup -> backup.state() == StoredBackup.State.COMPLETE)
                .map(StoredBackup::id)
                .max(BackupId::compareTo);
    }

    static Report none(TargetSetting where) {
        return Report.failed("There is no complete backup at " + where.text());
    }

    /** Opens the database, which brings its tables to the newest form; the data directory is made if it is not there. */
    static JdbcDatabase database(Settings settings) {
        String variable = settings.database().variable();
        try {
            if (settings.database().jdbcUrl() == null) {
                Files.createDirectories(settings.dataDirectory());
            }
            return JdbcDatabase.open(settings.database().toConfig());
        } catch (IOException e) {
            throw new SettingException(variable, "is not a directory that can be made or written");
        } catch (ChatException e) {
            String words = String.valueOf(e.getMessage())
                    .replace(e.code().id() + ": ", "")
                    .replace(" " + e.code().advice(), "");
            throw new SettingException(
                    variable,
                    "names a database that can't be opened: " + words + cause(e)
                            + (DatabaseBackups.onPostgreSql(settings) ? "" : " Does a server run on it?"));
        }
    }

    /** What the driver said: by its class, SQL state and address, for the store leaves out all that it quotes. */
    private static String cause(ChatException failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest == failure ? "" : " (" + deepest.getMessage() + ")";
    }
}
