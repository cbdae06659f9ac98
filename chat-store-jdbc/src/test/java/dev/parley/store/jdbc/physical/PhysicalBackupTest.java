package dev.parley.store.jdbc.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.auth.Secret;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.physical.PhysicalRun.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PhysicalBackupTest {

    private static final Instant NOW = Instant.parse("2026-03-14T15:09:26Z");
    private static final Duration NOTING = Duration.ofSeconds(10);
    private static final String PASSWORD = "password-kept-from-everybody";

    @TempDir
    private Path folder;

    private StandInTool tools;
    private Path backups;
    private PhysicalBackupConfig config;
    private final BackupTarget target = BackupTarget.inMemory();

    @BeforeEach
    void prepare() {
        tools = new StandInTool(folder);
        backups = folder.resolve("backups");
        config = PhysicalBackupConfig.of(tools.environment())
                .withFolder(backups, Map.of("host", "db.example", "port", "5433", "username", "copier"))
                .withPassword(Secret.of(PASSWORD));
    }

    private PhysicalResult run() {
        return new PhysicalBackup(config, () -> NOW, new Random(1)).run(target, NOTING);
    }

    private List<PhysicalRun> runs() {
        return PhysicalBackup.runs(target, Deadline.after(NOTING));
    }

    private PhysicalResult.Failed failed() {
        PhysicalResult result = run();
        assertThat(result).isInstanceOf(PhysicalResult.Failed.class);
        assertThat(runs()).first().extracting(PhysicalRun::ending).isEqualTo(Ending.FAILED);
        return (PhysicalResult.Failed) result;
    }

    @Test
    void whatIsNotInstalledIsSaidSo() {
        config = PhysicalBackupConfig.of(Map.of("PATH", folder + ":relative::"))
                .withStanza("main")
                .withFolder(backups, Map.of());
        assertThat(run()).isEqualTo(new PhysicalResult.NotInstalled(List.of("pgbackrest", "pg_basebackup")));
        config = PhysicalBackupConfig.of(tools.environment());
        assertThat(run()).isEqualTo(new PhysicalResult.NotInstalled(List.of()));
        assertThat(runs()).isEmpty();
    }

    @Test
    void aBackupOfPgBasebackupIsKept() throws IOException {
        tools.install("pg_basebackup", """
                mkdir -p "$data"
                echo "$*" > "$data/arguments"
                env > "$data/environment"
                echo 'pg_basebackup: write-ahead log start point: 0/2000028 on timeline 1' >&2
                echo 'pg_basebackup: write-ahead log end point: 0/2000100' >&2
                echo 'pg_basebackup: base backup completed' >&2
                echo '{}' > "$data/backup_manifest"
                """);
        PhysicalResult result = run();
        assertThat(result).isInstanceOf(PhysicalResult.Done.class);
        PhysicalRun run = ((PhysicalResult.Done) result).run();
        assertThat(run.label()).matches("20260314T150926Z-[0-9a-f]{8}");
        assertThat(run)
                .isEqualTo(new PhysicalRun(
                        Ending.DONE, "pg_basebackup", "15.18", NOW, NOW, run.label(), "0/2000028", "0/2000100"));
        assertThat(runs()).containsExactly(run);
        Path made = backups.resolve(run.label());
        assertThat(Files.readString(made.resolve("arguments")))
                .contains("--pgdata=" + made, "--host=db.example", "--port=5433", "--username=copier", "--no-password")
                .doesNotContain(PASSWORD);
        assertThat(Files.readString(made.resolve("environment")))
                .contains("PGPASSWORD=" + PASSWORD)
                .doesNotContain("BACKUP_KEY");
    }

    @Test
    void pgBackRestComesFirst() {
        tools.install("pg_basebackup", "exit 1");
        tools.install("pgbackrest", """
                [ "$*" = '--stanza=main --log-level-console=info backup' ] || exit 9
                echo 'P00   INFO: backup start archive = 000000010000000000000002, lsn = 0/2000028'
                echo 'P00   INFO: backup stop archive = 000000010000000000000003, lsn = 0/3000050'
                echo 'P00   INFO: new backup label = 20260314-150926F'
                """);
        config = config.withStanza("main");
        assertThat(run())
                .isEqualTo(new PhysicalResult.Done(new PhysicalRun(
                        Ending.DONE, "pgbackrest", "15.18", NOW, NOW, "20260314-150926F", "0/2000028", "0/3000050")));
    }

    @Test
    void whatFailsSaysWhyAndNoSecret() {
        tools.install("pg_basebackup", """
                i=0; while [ $i -lt 3000 ]; do echo "a line that nobody needs, number $i"; i=$((i+1)); done
                echo "pg_basebackup: error: password=$PGPASSWORD for postgres://copier:$PGPASSWORD@db.example: refused" >&2
                printf 'and \\033[31mred\\033[0m'
                exit 3
                """);
        PhysicalResult.Failed failed = failed();
        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.output())
                .hasSizeLessThanOrEqualTo(4_000)
                .contains("number 2999", "refused", "and ?[31mred")
                .doesNotContain(PASSWORD);
        assertThat(target.note(PhysicalBackup.NOTE, Deadline.after(NOTING)).orElseThrow())
                .doesNotContain(PASSWORD, "refused");
        assertThat(config.toString()).doesNotContain("kept-from-everybody");
    }

    @Test
    void aToolThatMerelySaysYesHasMadeNothing() {
        config = config.withStanza("main");
        tools.install("pgbackrest", "exit 0");
        assertThat(failed().exitCode()).isZero();
        tools.install("pgbackrest", "head -c 300000 /dev/urandom");
        assertThat(failed().exitCode()).isZero();
        tools.install("pgbackrest", "echo 'new backup label = 20260314-150926F'; exit 1");
        assertThat(failed().exitCode()).isEqualTo(1);
        config = PhysicalBackupConfig.of(tools.environment()).withFolder(backups, Map.of());
        tools.install("pg_basebackup", "echo 'base backup completed'");
        assertThat(failed().exitCode()).isZero();
        tools.install("pg_basebackup", "mkdir -p \"$data\" && echo '{}' > \"$data/backup_manifest\"");
        assertThat(failed().exitCode()).isZero();
        assertThat(runs()).hasSize(5);
    }

    @Test
    void aToolThatCannotBeStartedHasFailed() throws IOException {
        tools.install("pg_basebackup", "");
        Files.writeString(folder.resolve("pg_basebackup"), "#!/no/such/interpreter\n");
        assertThat(failed().exitCode()).isEqualTo(-1);
    }

    @Test
    @Timeout(60)
    void aToolThatHangsIsEndedWithItsChildren() throws IOException {
        tools.install("pg_basebackup", "echo begun; echo $$ > " + folder.resolve("pid") + "; sleep 600 & wait");
        config = config.withTimeout(Duration.ofSeconds(2));
        PhysicalResult result = run();
        assertThat(result).isInstanceOfSatisfying(PhysicalResult.TimedOut.class, timedOut -> {
            assertThat(timedOut.after()).isEqualTo(Duration.ofSeconds(2));
            assertThat(timedOut.output()).contains("begun");
        });
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
        assertThat(runs()).singleElement().extracting(PhysicalRun::ending).isEqualTo(Ending.TIMED_OUT);
    }

    @Test
    void theNewestHundredRunsAreKept() {
        PhysicalRun run = new PhysicalRun(Ending.DONE, "pgbackrest", "2.52", NOW, NOW, "20260314-150926F", null, null);
        String others = (run.encode() + "\n").repeat(150) + "a line of a later version\n" + "done x x x x x x x\n";
        target.note(PhysicalBackup.NOTE, others, Deadline.after(NOTING));
        tools.install("pg_basebackup", "exit 1");
        failed();
        assertThat(runs()).hasSize(100).contains(run);
    }

    @Test
    void allProblemsOfTheConfigAreReportedAtOnce() {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> new PhysicalBackupConfig(
                        Optional.of("a b"),
                        Optional.of(Path.of("relative")),
                        Map.of("password", "x"),
                        Optional.empty(),
                        Map.of(),
                        Duration.ZERO))
                .withMessageContainingAll("stanza", "folder", "connection", "timeout");
        PhysicalBackupConfig defaults = PhysicalBackupConfig.of(Map.of());
        assertThat(defaults.timeout()).isEqualTo(Duration.ofHours(6));
        assertThat(defaults.stanza()).isEmpty();
        assertThat(defaults.folder()).isEmpty();
    }
}
