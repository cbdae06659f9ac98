package dev.parley.testkit;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A place in memory: every target that is opened here is the same one. */
class InMemoryBackupPlace implements BackupTargetFactory.Place {

    private final BackupTarget shared = BackupTarget.inMemory();

    @Override
    public BackupTarget open() {
        return new ForwardingBackupTarget(shared) {
            @Override
            public void close() {
                // The memory of the place must outlive it.
            }
        };
    }

    @Override
    public void dieWriting(BackupId id, byte[] written) {
        try (BackupTarget.Writer writer = shared.begin(id, Fresh.deadline())) {
            writer.out().write(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean damage(BackupId id) {
        return false;
    }

    @Override
    public boolean cutListings() {
        return false;
    }

    @Override
    public List<BackupId> litter() {
        return List.of();
    }

    @Override
    public List<String> strangers() {
        return List.of();
    }

    @Override
    public void close() {
        shared.close();
    }
}
