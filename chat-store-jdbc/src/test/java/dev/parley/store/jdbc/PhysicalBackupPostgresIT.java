package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.backup.BackupTarget;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.physical.PhysicalBackup;
import dev.parley.store.jdbc.physical.PhysicalBackupConfig;
import dev.parley.store.jdbc.physical.PhysicalResult;
import dev.parley.store.jdbc.physical.PhysicalRun;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the real pg_basebackup, if there is one; an older one than the server must refuse. */
class PhysicalBackupPostgresIT {

    @Test
    @Timeout(180)
    void theToolOfThisHostIsDriven(@TempDir Path folder) throws SQLException {
        JdbcDatabaseConfig database = PostgresServer.newDatabase();
        int port = URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
        PhysicalBackupConfig config = PhysicalBackupConfig.of(System.getenv())
                .withFolder(folder, Map.of("host", "localhost", "port", Integer.toString(port), "username", "postgres"))
                .withTimeout(Duration.ofMinutes(2));
        BackupTarget target = BackupTarget.inMemory();
        PhysicalResult result =
                new PhysicalBackup(config, InstantSource.system(), new Random()).run(target, Duration.ofSeconds(10));
        if (result instanceof PhysicalResult.NotInstalled) {
            String reason = "pg_basebackup is not installed here (Debian: postgresql-client)";
            System.getLogger(getClass().getName()).log(System.Logger.Level.WARNING, "Not tested: {0}", reason);
            Assumptions.abort(reason);
        }
        PhysicalRun run = PhysicalBackup.runs(target, Deadline.after(Duration.ofSeconds(10)))
                .get(0);
        assertThat(run.version()).matches("[0-9]+[.0-9]*");
        if (Integer.parseInt(run.version().replaceAll("\\..*", "")) < majorOf(database)) {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            PhysicalResult.Failed.class,
                            failed -> assertThat(failed.output()).contains("incompatible server version"));
            assertThat(folder).isEmptyDirectory();
        } else {
            assertThat(result).isEqualTo(new PhysicalResult.Done(run));
            assertThat(run.startLsn()).matches("[0-9A-F]+/[0-9A-F]+");
            assertThat(run.stopLsn()).matches("[0-9A-F]+/[0-9A-F]+");
            assertThat(folder.resolve(run.label()).resolve("PG_VERSION")).isRegularFile();
        }
    }

    private static int majorOf(JdbcDatabaseConfig database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "")) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }
}
