package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.testkit.BackupTargetContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTargetTest implements BackupTargetContract {

    private static final String STRANGER = "20260314T150926Z-00000000";

    @TempDir
    Path folder;

    @Override
    public Place createPlace() {
        return new Directory(folder.resolve("backups"));
    }

    @Test
    void nothingIsLeftBesideTheBackups() throws IOException {
        Path at = folder.resolve("some/where");
        try (BackupTarget target = new DirectoryTarget(at)) {
            Trial trial = new Trial();
            Backups backups = Backups.builder(target)
                    .source(trial.chat)
                    .secrets(trial.secrets)
                    .clock(trial.clock)
                    .build();
            BackupId id = Trial.complete(backups);
            backups.verify();
            try (Stream<Path> files = Files.list(at)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder(".lock", id + ".backup", id + ".verified");
            }
        }
    }

    private record Directory(Path at) implements Place {

        @Override
        public BackupTarget open() {
            return new DirectoryTarget(at);
        }

        @Override
        public void dieWriting(BackupId id, byte[] written) {
            put(id + ".writing", written);
        }

        @Override
        public boolean damage(BackupId id) {
            Path file = new DirectoryNames(at).archive(id, State.FAILED);
            try {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                // In place, as the writer has the file open.
                Files.write(file, bytes, StandardOpenOption.WRITE);
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean cutListings() {
            return false;
        }

        @Override
        public List<BackupId> litter() {
            put(STRANGER, new byte[1]);
            put(STRANGER + ".backup.bak", new byte[1]);
            put(STRANGER + ".BACKUP", new byte[1]);
            put("x" + STRANGER + ".backup", new byte[1]);
            put("20261314T150926Z-00000000.backup", new byte[1]);
            put("note-b.txt~", new byte[1]);
            put("note-b", new byte[1]);
            put("README.txt", new byte[1]);
            try {
                Files.createDirectory(at.resolve(STRANGER + ".partial"));
                Files.createSymbolicLink(at.resolve(STRANGER + ".backup"), at.resolve("README.txt"));
                Files.createDirectory(at.resolve("note-b.txt"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return List.of(new BackupId(STRANGER));
        }

        private void put(String name, byte[] bytes) {
            try {
                Files.write(at.resolve(name), bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public List<String> strangers() {
            try (Stream<Path> files = Files.list(at)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.contains(STRANGER)
                                || name.startsWith("note-b")
                                || name.startsWith("README")
                                || name.startsWith("202613"))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                DurableFiles.removeTree(at);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
