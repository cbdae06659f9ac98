package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ForwardingBackupTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A target that answers with another archive than it has, once it is told to. */
final class Tampered extends ForwardingBackupTarget {

    private byte[] instead;

    Tampered(BackupTarget delegate) {
        super(delegate);
    }

    void answer(byte[] archive) {
        instead = archive;
    }

    byte[] kept(BackupId id) {
        try (InputStream in = super.read(id, Deadline.after(Duration.ofSeconds(5)))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream read(BackupId id, Deadline deadline) {
        return instead == null ? super.read(id, deadline) : new ByteArrayInputStream(instead);
    }
}
