package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.Retention;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes backups that the retention does not keep. Both targets are listed before anything is removed. For one thread. */
final class BackupPruning {

    private static final Logger LOG = LoggerFactory.getLogger(BackupPruning.class);

    private final BackupSettings settings;

    BackupPruning(BackupSettings settings) {
        this.settings = settings;
    }

    Pruned run() {
        Instant now = settings.clock().instant();
        List<StoredBackup> local = settings.target().list(settings.deadline());
        @Nullable BackupTarget remote = settings.remote();
        if (remote == null) {
            return new Pruned(remove(settings.target(), settings.retention().removals(local, now)), List.of());
        }
        List<StoredBackup> there = remote.list(settings.deadline());
        Set<BackupId> copied = there.stream()
                .filter(StoredBackup::verified)
                .map(StoredBackup::id)
                .collect(Collectors.toSet());
        // Whatever goes here goes behind one that is good at both places.
        List<Retention.Removal> removals = settings.retention().removals(local, now).stream()
                .filter(removal -> removal.guard() == null || copied.contains(removal.guard()))
                .toList();
        List<BackupId> removed = remove(settings.target(), removals);
        return new Pruned(removed, remove(remote, settings.remoteRetention().removals(there, now)));
    }

    private List<BackupId> remove(BackupTarget target, List<Retention.Removal> removals) {
        List<BackupId> removed = new ArrayList<>();
        for (Retention.Removal removal : removals) {
            settings.exclusive().check();
            try {
                target.delete(removal.id(), removal.guard(), settings.deadline());
                removed.add(removal.id());
                LOG.info("Removed backup {} from {}", removal.id(), target.describe());
            } catch (ChatException e) {
                if (e.code() != ErrorCode.BACKUP_GUARDED && e.code() != ErrorCode.BACKUP_NOT_FOUND) {
                    throw e;
                }
                LOG.info(
                        "Backup {} stays at {}: {}",
                        removal.id(),
                        target.describe(),
                        e.code().id());
            }
        }
        return removed;
    }
}
