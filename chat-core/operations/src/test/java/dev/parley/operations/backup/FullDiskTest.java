package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A directory of backups on a disk with too little space, for every amount that is too little. */
class FullDiskTest {

    private static final int BLOCK = 1_024;
    private static final int BLOCKS = 512;

    /** Not of the other form: there a directory would have to be opened to be flushed, which this file system knows not. */
    private final FileSystem disk = Jimfs.newFileSystem(Configuration.windows().toBuilder()
            .setBlockSize(BLOCK)
            .setMaxSize((long) BLOCKS * BLOCK)
            .build());

    private final Path directory = disk.getPath("C:\\backups");
    private final Path filler = disk.getPath("C:\\filler");
    private final Trial trial = new Trial();
    private BackupTarget target;
    private Backups backups;
    private BackupId old;

    @BeforeEach
    void backUp() {
        target = new DirectoryTarget(directory);
        backups = Backups.builder(target)
                .source(trial.chat)
                .source(trial.files)
                .secrets(trial.secrets)
                .clock(trial.clock)
                .build();
        old = Trial.complete(backups);
        assertThat(backups.verify()).isInstanceOf(VerifyOutcome.Verified.class);
    }

    @AfterEach
    void close() throws IOException {
        target.close();
        disk.close();
    }

    private long freeBlocks() throws IOException {
        return Files.getFileStore(directory).getUsableSpace() / BLOCK;
    }

    private void leave(long blocks) throws IOException {
        Files.deleteIfExists(filler);
        Files.write(filler, new byte[(int) (freeBlocks() - blocks) * BLOCK]);
        assertThat(freeBlocks()).isEqualTo(blocks);
    }

    private long needed() throws IOException {
        long size = Files.size(directory.resolve(old + ".backup"));
        return (size + BLOCK - 1) / BLOCK;
    }

    @Test
    void theOldStaysAndTheNewIsMadeOnceThereIsSpace() throws IOException {
        long needed = needed();
        assertThat(needed).isGreaterThan(10);
        for (long blocks = 0; blocks < needed; blocks++) {
            leave(blocks);
            assertThat(backups.create())
                    .isInstanceOfSatisfying(
                            BackupOutcome.Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.BACKUP_UNAVAILABLE));
            assertThat(backups.list())
                    .extracting(StoredBackup::id, StoredBackup::verified)
                    .containsExactly(tuple(old, true));
            // What could not be written takes nothing from what comes after it.
            assertThat(freeBlocks()).isEqualTo(blocks);
        }
        assertThat(backups.verify(old)).isInstanceOf(VerifyOutcome.Verified.class);
        leave(needed + 8);
        BackupId next = Trial.complete(backups);
        assertThat(backups.verify(next)).isInstanceOf(VerifyOutcome.Verified.class);
    }

    @Test
    void aNoteThatFindsNoSpaceLeavesTheOneBefore() throws IOException {
        target.note("erased", "before", soon());
        leave(0);
        assertThatThrownBy(() -> target.note("erased", "x".repeat(BLOCK), soon()))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_UNAVAILABLE));
        assertThat(target.note("erased", soon())).contains("before");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(".new"));
        }
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }
}
