package dev.parley.testkit;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.Verification;
import dev.parley.core.time.Deadline;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passes every call on; a base for targets that change one of them. */
public class ForwardingBackupTarget implements BackupTarget {

    private final BackupTarget delegate;

    /**
     * Passes on.
     *
     * @param delegate to whom
     */
    public ForwardingBackupTarget(BackupTarget delegate) {
        this.delegate = delegate;
    }

    @Override
    public String describe() {
        return delegate.describe();
    }

    @Override
    public Writer begin(BackupId id, Deadline deadline) {
        return delegate.begin(id, deadline);
    }

    @Override
    public List<StoredBackup> list(Deadline deadline) {
        return delegate.list(deadline);
    }

    @Override
    public InputStream read(BackupId id, Deadline deadline) {
        return delegate.read(id, deadline);
    }

    @Override
    public void markVerified(BackupId id, Verification verification, Deadline deadline) {
        delegate.markVerified(id, verification, deadline);
    }

    @Override
    public void delete(BackupId id, @Nullable BackupId guard, Deadline deadline) {
        delegate.delete(id, guard, deadline);
    }

    @Override
    public Optional<String> note(String name, Deadline deadline) {
        return delegate.note(name, deadline);
    }

    @Override
    public void note(String name, String text, Deadline deadline) {
        delegate.note(name, text, deadline);
    }

    @Override
    public void close() {
        delegate.close();
    }
}
