package dev.parley.testkit;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The writer of a {@link PlantedBackupPlace}. */
record PlantedBackupWriter(PlantedBackupPlace place, BackupId id, BackupTarget.Writer delegate)
        implements BackupTarget.Writer {

    @Override
    public OutputStream out() {
        return delegate.out();
    }

    /** BT-3: does not look. */
    @Override
    public void commit(StoredBackup.State state) throws IOException {
        if (id.equals(place.damaged) && !place.rule.equals("BT-3")) {
            throw new IOException("What is there is not what was written");
        }
        delegate.commit(state);
    }

    /** BT-2: takes the end for a commit. */
    @Override
    public void close() {
        if (place.rule.equals("BT-2") && !id.equals(place.damaged)) {
            try {
                delegate.commit(StoredBackup.State.PARTIAL);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (IllegalStateException e) {
                delegate.close();
            }
        }
        delegate.close();
    }
}
