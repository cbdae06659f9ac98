package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F15: a backup or a restore whose process is killed leaves nothing half done, and nothing locked. */
class KilledBackupTest {

    private static final int KILLS = Integer.getInteger("parley.kills", 5);
    private static final int ROUNDS = KILLS > 5 ? KILLS : 3;
    private static final int FILES = 60;
    private static final int FILE_BYTES = 200_000;

    @TempDir
    Path at;

    private long seed;
    private Random random;

    @BeforeEach
    void writeFiles() throws IOException {
        seed = System.nanoTime();
        random = new Random(seed);
        Files.createDirectory(at.resolve("files"));
        byte[] bytes = new byte[FILE_BYTES];
        for (int i = 0; i < FILES; i++) {
            random.nextBytes(bytes);
            Files.write(at.resolve("files/" + i), bytes);
        }
    }

    @Test
    void aKilledBackupIsNone() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            killAfter(1 + random.nextInt(10), "create");
            try (BackupTarget target = new DirectoryTarget(at.resolve("backups"))) {
                Backups backups = BackupChild.backups(at, target, "files", BackupProgress.none());
                for (StoredBackup each : backups.list()) {
                    if (each.state() == State.COMPLETE) {
                        assertThat(backups.verify(each.id()))
                                .as("seed %s", seed)
                                .isInstanceOf(VerifyOutcome.Verified.class);
                    }
                }
                assertThat(Trial.complete(backups)).as("nothing is locked").isNotNull();
                assertThat(backups.verify()).isInstanceOf(VerifyOutcome.Verified.class);
                backups.prune();
                assertThat(backups.list()).as("what failed goes").allMatch(each -> each.state() == State.COMPLETE);
            }
        }
        assertThat(names(at)).containsExactlyInAnyOrder("files", "backups");
    }

    @Test
    void aKilledRestoreIsNoneOrAll() throws Exception {
        try (BackupTarget target = new DirectoryTarget(at.resolve("backups"))) {
            Backups backups = BackupChild.backups(at, target, "restored", BackupProgress.none());
            Trial.complete(BackupChild.backups(at, target, "files", BackupProgress.none()));
            assertThat(backups.verify()).isInstanceOf(VerifyOutcome.Verified.class);
            Path restored = at.resolve("restored");
            for (int round = 0; round < ROUNDS; round++) {
                killAfter(12 + random.nextInt(13), "restore");
                if (Files.notExists(restored)) {
                    assertThat(backups.restore()).as("seed %s", seed).isInstanceOf(RestoreOutcome.Restored.class);
                }
                assertThat(names(restored)).as("seed %s", seed).hasSize(FILES);
                for (int i = 0; i < FILES; i++) {
                    assertThat(Files.mismatch(restored.resolve(String.valueOf(i)), at.resolve("files/" + i)))
                            .isEqualTo(-1);
                }
                DurableFiles.removeTree(restored);
            }
            backups.verify();
            assertThat(names(at)).containsExactlyInAnyOrder("files", "backups");
        }
    }

    /** The child's own output paces it. It may have come to its end before the kill. */
    private void killAfter(int lines, String what) throws Exception {
        Process child = BackupChild.start(List.of(), what, at.toString());
        try (BufferedReader out = BackupChild.lines(child)) {
            int read = 0;
            while (out.readLine() != null) {
                if (++read == lines) {
                    child.toHandle().destroyForcibly();
                }
            }
            assertThat(read).as("seed %s", seed).isGreaterThanOrEqualTo(lines);
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
