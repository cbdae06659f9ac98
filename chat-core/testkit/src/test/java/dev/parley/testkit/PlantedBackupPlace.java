package dev.parley.testkit;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place in memory where everything can befall a backup, and with one fault for each of the rules BT-1 to BT-10. */
final class PlantedBackupPlace extends InMemoryBackupPlace {

    final String rule;
    final List<String> strangers = new ArrayList<>();
    final Set<BackupId> lost = new HashSet<>();
    final Set<BackupId> seen = new HashSet<>();
    final Thread test = Thread.currentThread();

    @Nullable
    BackupId damaged;

    boolean cut;
    boolean dead;
    boolean deleted;
    int opened;

    PlantedBackupPlace(String rule) {
        this.rule = rule;
    }

    @Override
    public BackupTarget open() {
        opened++;
        return new PlantedBackupFaults(this, super.open());
    }

    /** The lesser BT-2: the dead has written a backup; the lesser BT-4: he has the lock for good. */
    @Override
    public void dieWriting(BackupId id, byte[] written) {
        if (rule.equals("BT-2 death")) {
            try (BackupTarget.Writer writer = super.open().begin(id, Fresh.deadline())) {
                writer.out().write(written);
                writer.commit(StoredBackup.State.PARTIAL);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            super.dieWriting(id, written);
        }
        dead = true;
    }

    @Override
    public boolean damage(BackupId id) {
        damaged = id;
        return true;
    }

    @Override
    public boolean cutListings() {
        cut = true;
        return true;
    }

    @Override
    public List<BackupId> litter() {
        BackupId imitated = BackupFixture.id(500);
        strangers.add(imitated.value());
        return List.of(imitated);
    }

    @Override
    public List<String> strangers() {
        return List.copyOf(strangers);
    }
}
