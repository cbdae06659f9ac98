package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.backup.Verification;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps backups in a directory: {@code ID.backup} is complete, {@code ID.partial} is partial, {@code ID.writing} is being
 * written or was broken off, {@code ID.verified} says that it could be restored, {@code note-NAME.txt} is a note. Files are
 * written under another name, flushed to the disk, read back, and renamed. Nobody else may write there; what has another name
 * is left alone. Thread-safe.
 *
 * <p>One backup is written at a time, which a file lock on {@code .lock} sees to; the operating system drops it when the
 * process dies. On a network file system that does not keep locks, leases must see to it. Two targets on one directory in one
 * process exclude each other, but closing one then lets go of the lock of the other towards other processes, as POSIX locks
 * are the process's: use one.
 */
public final class DirectoryTarget implements BackupTarget {

    private static final int LONGEST_NOTE = 16 * 1024 * 1024;

    private final Path directory;
    private final DirectoryNames names;
    private final DirectoryLock lock;
    private volatile boolean closed;

    /**
     * Opens a target.
     *
     * @param directory where; made if it is not there
     * @throws ChatException {@code BACKUP_UNAVAILABLE} if it can't be made
     */
    public DirectoryTarget(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        names = new DirectoryNames(this.directory);
        lock = new DirectoryLock(names.lock());
        try {
            Files.createDirectories(this.directory);
        } catch (IOException e) {
            throw unavailable("could not be made", e);
        }
    }

    @Override
    public String describe() {
        return directory.toString();
    }

    @Override
    public Writer begin(BackupId id, Deadline deadline) {
        enter(deadline);
        try {
            if (!lock.tryLock()) {
                throw ChatException.fault(
                        ErrorCode.BACKUP_BUSY, "Another backup is being written to " + directory, null);
            }
            boolean begun = false;
            try {
                if (find(id).isPresent()) {
                    throw new IllegalArgumentException("Backup " + id + " is there already");
                }
                Writer writer = new DirectoryWriter(names, id, lock);
                begun = true;
                return writer;
            } finally {
                if (!begun) {
                    lock.release();
                }
            }
        } catch (IOException e) {
            throw unavailable("can't be written to", e);
        }
    }

    @Override
    public List<StoredBackup> list(Deadline deadline) {
        enter(deadline);
        try {
            List<StoredBackup> stored = new ArrayList<>();
            for (Path file : DurableFiles.sorted(directory)) {
                Optional<DirectoryNames.Named> named = parse(file);
                if (named.isPresent()) {
                    describe(file, named.get()).ifPresent(stored::add);
                }
            }
            stored.sort(Comparator.comparing(StoredBackup::id));
            return List.copyOf(stored);
        } catch (IOException e) {
            throw unavailable("can't be listed", e);
        }
    }

    private static Optional<DirectoryNames.Named> parse(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? DirectoryNames.parse(file) : Optional.empty();
    }

    /** {@return the backup; none if it was removed or renamed meanwhile} */
    private Optional<StoredBackup> describe(Path file, DirectoryNames.Named named) throws IOException {
        try {
            Verification verification = named.state() == State.FAILED ? null : verification(named.id());
            return Optional.of(new StoredBackup(named.id(), named.state(), Files.size(file), verification));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private @Nullable Verification verification(BackupId id) throws IOException {
        try {
            return VerificationText.parse(Files.readString(names.verification(id)));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private Optional<StoredBackup> find(BackupId id) throws IOException {
        for (State state : State.values()) {
            Path file = names.archive(id, state);
            if (parse(file).isPresent()) {
                return describe(file, new DirectoryNames.Named(id, state));
            }
        }
        return Optional.empty();
    }

    private StoredBackup require(BackupId id) throws IOException {
        return find(id).orElseThrow(
                        () -> ChatException.fault(ErrorCode.BACKUP_NOT_FOUND, "There is no backup " + id, null));
    }

    @Override
    public InputStream read(BackupId id, Deadline deadline) {
        enter(deadline);
        try {
            return Files.newInputStream(names.archive(id, require(id).state()));
        } catch (IOException e) {
            throw unavailable("can't be read", e);
        }
    }

    @Override
    public void markVerified(BackupId id, Verification verification, Deadline deadline) {
        enter(deadline);
        try {
            StoredBackup stored = require(id);
            if (!DirectoryWriter.sha256(names.archive(id, stored.state())).equals(verification.sha256())) {
                throw ChatException.fault(
                        ErrorCode.BACKUP_UNREADABLE, "What was verified is not what is kept as " + id, null);
            }
            write(names.verification(id), VerificationText.of(verification));
        } catch (IOException e) {
            throw unavailable("can't be written to", e);
        }
    }

    @Override
    public void delete(BackupId id, @Nullable BackupId guard, Deadline deadline) {
        enter(deadline);
        try {
            StoredBackup stored = require(id);
            if (stored.state() == State.FAILED) {
                deleteFailed(id);
            } else if (guard == null
                    || guard.compareTo(id) <= 0
                    || find(guard).filter(StoredBackup::verified).isEmpty()) {
                throw guarded(id);
            } else {
                Files.deleteIfExists(names.verification(id));
                Files.deleteIfExists(names.archive(id, stored.state()));
                DurableFiles.syncDirectory(directory);
            }
        } catch (IOException e) {
            throw unavailable("can't be written to", e);
        }
    }

    private void deleteFailed(BackupId id) throws IOException {
        if (!lock.tryLock()) {
            throw guarded(id);
        }
        try {
            Files.deleteIfExists(names.archive(id, State.FAILED));
        } finally {
            lock.release();
        }
    }

    private static ChatException guarded(BackupId id) {
        return ChatException.fault(
                ErrorCode.BACKUP_GUARDED,
                "Backup " + id + " is the newest that is known to be good, or may be being written",
                null);
    }

    @Override
    public Optional<String> note(String name, Deadline deadline) {
        enter(deadline);
        Path file = names.note(name);
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(Files.readString(file))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unavailable("can't be read", e);
        }
    }

    @Override
    public void note(String name, String text, Deadline deadline) {
        enter(deadline);
        Path file = names.note(name);
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_NOTE) {
            throw new IllegalArgumentException("A note has at most 16 MiB");
        }
        try {
            write(file, text);
        } catch (IOException e) {
            throw unavailable("can't be written to", e);
        }
    }

    private void write(Path file, String text) throws IOException {
        Path temporary = names.temporary(UUID.randomUUID().toString());
        try {
            DurableFiles.replace(file, temporary, text.getBytes(StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void enter(Deadline deadline) {
        if (closed) {
            throw ChatException.fault(ErrorCode.CLOSED, "The backup target is closed", null);
        }
        deadline.check();
    }

    private ChatException unavailable(String what, IOException cause) {
        return ChatException.fault(ErrorCode.BACKUP_UNAVAILABLE, "Directory " + directory + " " + what, cause);
    }

    @Override
    public void close() {
        closed = true;
        lock.close();
    }
}
