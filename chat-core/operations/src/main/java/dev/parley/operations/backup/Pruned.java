package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import java.util.List;

/**
 * What was removed by the rules of retention.
 *
 * @param local from the target
 * @param remote from the second target
 */
public record Pruned(List<BackupId> local, List<BackupId> remote) {

    /**
     * Keeps what it is given.
     *
     * @param local as in the record
     * @param remote as in the record
     */
    public Pruned {
        local = List.copyOf(local);
        remote = List.copyOf(remote);
    }
}
