package dev.parley.core.backup;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Backups in memory. */
final class InMemoryBackupTarget implements BackupTarget {

    private static final Pattern NOTE = Pattern.compile("[a-z0-9-]{1,64}");
    private static final int LONGEST_NOTE = 16 * 1024 * 1024;

    private final NavigableMap<BackupId, Kept> backups = new TreeMap<>();
    private final Map<String, String> notes = new HashMap<>();
    private @Nullable BackupId writing;
    private boolean closed;

    private record Kept(StoredBackup entry, ByteArrayOutputStream archive) {

        String sha256() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(archive.toByteArray()));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }
    }

    @Override
    public String describe() {
        return "memory";
    }

    @Override
    public synchronized Writer begin(BackupId id, Deadline deadline) {
        require(deadline);
        if (writing != null) {
            throw ChatException.fault(ErrorCode.BACKUP_BUSY, "Backup " + writing + " is being written", null);
        }
        if (backups.containsKey(id)) {
            throw new IllegalArgumentException("Backup " + id + " is there already");
        }
        writing = id;
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        keep(id, StoredBackup.State.FAILED, archive);
        return new Writer() {
            @Override
            public OutputStream out() {
                return archive;
            }

            @Override
            public void commit(StoredBackup.State state) {
                committed(id, state, archive);
            }

            @Override
            public void close() {
                ended(id);
            }
        };
    }

    private void keep(BackupId id, StoredBackup.State state, ByteArrayOutputStream archive) {
        backups.put(id, new Kept(new StoredBackup(id, state, archive.size(), null), archive));
    }

    private synchronized void committed(BackupId id, StoredBackup.State state, ByteArrayOutputStream archive) {
        if (state == StoredBackup.State.FAILED || !id.equals(writing)) {
            throw new IllegalStateException("Only what is being written is committed, as complete or partial");
        }
        writing = null;
        keep(id, state, archive);
    }

    private synchronized void ended(BackupId id) {
        if (id.equals(writing)) {
            writing = null;
        }
    }

    @Override
    public synchronized List<StoredBackup> list(Deadline deadline) {
        require(deadline);
        return backups.values().stream().map(Kept::entry).toList();
    }

    @Override
    public synchronized InputStream read(BackupId id, Deadline deadline) {
        require(deadline);
        return new ByteArrayInputStream(kept(id).archive().toByteArray());
    }

    private Kept kept(BackupId id) {
        Kept kept = backups.get(id);
        if (kept == null) {
            throw ChatException.fault(ErrorCode.BACKUP_NOT_FOUND, "There is no backup " + id, null);
        }
        return kept;
    }

    @Override
    public synchronized void markVerified(BackupId id, Verification verification, Deadline deadline) {
        require(deadline);
        Kept kept = kept(id);
        if (!kept.sha256().equals(verification.sha256())) {
            throw ChatException.fault(
                    ErrorCode.BACKUP_UNREADABLE, "What was verified is not what is kept as " + id, null);
        }
        StoredBackup entry = kept.entry();
        backups.put(id, new Kept(new StoredBackup(id, entry.state(), entry.bytes(), verification), kept.archive()));
    }

    @Override
    public synchronized void delete(BackupId id, @Nullable BackupId guard, Deadline deadline) {
        require(deadline);
        StoredBackup entry = kept(id).entry();
        boolean free = entry.state() == StoredBackup.State.FAILED
                ? !id.equals(writing)
                : guard != null
                        && guard.compareTo(id) > 0
                        && backups.containsKey(guard)
                        && kept(guard).entry().verified();
        if (!free) {
            throw ChatException.fault(
                    ErrorCode.BACKUP_GUARDED, "Backup " + id + " is the newest that is known to be good", null);
        }
        backups.remove(id);
    }

    @Override
    public synchronized Optional<String> note(String name, Deadline deadline) {
        require(deadline);
        return Optional.ofNullable(notes.get(checked(name)));
    }

    @Override
    public synchronized void note(String name, String text, Deadline deadline) {
        require(deadline);
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_NOTE) {
            throw new IllegalArgumentException("A note has at most 16 MiB");
        }
        notes.put(checked(name), text);
    }

    private static String checked(String name) {
        if (!NOTE.matcher(name).matches()) {
            throw new IllegalArgumentException("The name of a note is 1 to 64 of a-z, 0-9 and dash");
        }
        return name;
    }

    private void require(Deadline deadline) {
        if (closed) {
            throw ChatException.fault(ErrorCode.CLOSED, "The backup target is closed", null);
        }
        deadline.check();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
