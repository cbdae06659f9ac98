package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.BackupSource.Snapshot;
import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.BackupSourceContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderSourceTest implements BackupSourceContract {

    private static final SnapshotInfo INFO = new SnapshotInfo("parley-files", 1, "1", "", Instant.EPOCH, 0);

    @TempDir
    Path folder;

    @Override
    public Installation createInstallation() {
        return new Folder(folder.resolve(UUID.randomUUID().toString()));
    }

    @Override
    public Map<String, Consumer<Map<String, byte[]>>> damages() {
        return Map.of(
                "index: is missing", parts -> parts.remove("index"),
                "index: names 30 files", parts -> parts.put("files/000001", new byte[0]),
                "files/000002: names a file that is there already",
                        parts -> {
                            byte[] index = parts.remove("index");
                            parts.put("files/000002", parts.get("files/000001"));
                            parts.put("index", index);
                        });
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    @Test
    void aFolderThatIsNotThereFails() {
        BackupSource source = new FolderSource("files", folder.resolve("none"), InstantSource.system());
        assertUnavailable(() -> source.snapshot(soon()));
    }

    @Test
    void linksAndStrangeNamesFail() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        BackupSource source = new FolderSource("files", files, InstantSource.system());
        Path link = Files.createSymbolicLink(files.resolve("link"), folder);
        assertUnavailable(() -> source.snapshot(soon()));
        Files.delete(link);
        Files.createFile(files.resolve("with space"));
        assertUnavailable(() -> source.snapshot(soon()));
    }

    @Test
    void aFileThatChangesFailsTheSnapshot() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        BackupSource source = new FolderSource("files", files, InstantSource.system());
        Path file = Files.writeString(files.resolve("a"), "one");
        Files.writeString(files.resolve(".upload"), "on its way");
        try (Snapshot snapshot = source.snapshot(soon())) {
            assertThat(snapshot.info().expectedRecords()).isEqualTo(1);
            Files.writeString(file, "two, longer");
            assertUnavailable(() -> snapshot.write((name, body) -> body.writeTo(new ByteArrayOutputStream())));
        }
        try (Snapshot snapshot = source.snapshot(soon())) {
            Files.delete(file);
            assertUnavailable(() -> snapshot.write((name, body) -> body.writeTo(new ByteArrayOutputStream())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "/a", "a/../../b", "a//b", ".", "", "a/.hidden", "a\\..\\b", "C:a"})
    void namesCannotLeaveTheFolder(String name) throws IOException {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(part);
        out.writeUTF(name);
        out.writeLong(0);
        out.write(new byte[32]);
        BackupSource source = new FolderSource("files", folder.resolve("files"), InstantSource.system());
        try (RestorePlace place = source.scratch(soon())) {
            place.begin(INFO);
            assertThatExceptionOfType(ChatException.class)
                    .isThrownBy(() -> place.load("files/000001", new ByteArrayInputStream(part.toByteArray())))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_UNREADABLE))
                    .withMessageContaining("not of the form");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatADeadProcessLeftIsRemoved() throws IOException {
        Path left = Files.createDirectory(folder.resolve(".files.restore-0"));
        Files.writeString(left.resolve("a"), "half");
        Files.createFile(folder.resolve(".files.restore-0.lock"));
        BackupSource source = new FolderSource("files", folder.resolve("files"), InstantSource.system());
        try (RestorePlace first = source.scratch(soon());
                RestorePlace second = source.scratch(soon())) {
            assertThat(left).doesNotExist();
            first.begin(INFO);
            second.begin(INFO);
            try (Stream<Path> open = Files.list(folder)) {
                assertThat(open).as("two, each with its lock").hasSize(4);
            }
        }
        try (Stream<Path> open = Files.list(folder)) {
            assertThat(open).isEmpty();
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_UNAVAILABLE));
    }

    /** Texts as files: tenant/user/number, so that the owner is seen by the name. */
    private static final class Folder implements Installation {

        private final Path files;
        private final FolderSource source;

        Folder(Path at) {
            files = at.resolve("files");
            source = new FolderSource("files", files, InstantSource.system(), Folder::owner);
            try {
                Files.createDirectories(files);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Optional<FolderSource.Owner> owner(String name) {
            String[] names = name.split("/", -1);
            return Optional.of(new FolderSource.Owner(new TenantId(names[0]), new UserId(names[1])));
        }

        @Override
        public BackupSource source() {
            return source;
        }

        @Override
        public void write(TenantId tenant, UserId user, String text, Deadline deadline) {
            try {
                Path of = Files.createDirectories(files.resolve(tenant.value()).resolve(user.value()));
                Path upload = of.resolve("." + UUID.randomUUID());
                Files.writeString(upload, text);
                Files.move(upload, of.resolve(text.replace(' ', '_')), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "Not written", e);
            }
        }

        @Override
        public SortedSet<String> read(TenantId tenant, UserId user) {
            Path of = files.resolve(tenant.value()).resolve(user.value());
            try (Stream<Path> all = Files.list(of)) {
                SortedSet<String> texts = new TreeSet<>();
                for (Path file : (Iterable<Path>) all::iterator) {
                    if (!file.getFileName().toString().startsWith(".")) {
                        texts.add(Files.readString(file));
                    }
                }
                return texts;
            } catch (NoSuchFileException e) {
                return new TreeSet<>();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Set<String> remains() {
            try (Stream<Path> all = Files.list(DurableFiles.parent(files))) {
                return all.map(file -> file.getFileName().toString())
                        .filter(name -> !name.equals("files"))
                        .collect(Collectors.toSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                DurableFiles.removeTree(DurableFiles.parent(files));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
