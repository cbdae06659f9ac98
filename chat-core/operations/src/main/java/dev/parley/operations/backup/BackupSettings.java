package dev.parley.operations.backup;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.Retention;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What {@link BackupsBuilder} was told, for all that work with it. */
record BackupSettings(
        List<BackupSource> sources,
        BackupTarget target,
        Retention retention,
        @Nullable BackupTarget remote,
        Retention remoteRetention,
        ArchiveKeys keys,
        Exclusive exclusive,
        ErasureList erasures,
        InstantSource clock,
        RandomGenerator random,
        BackupProgress progress,
        Duration timeout,
        long mostBytes) {

    BackupSettings {
        sources = List.copyOf(sources);
    }

    Deadline deadline() {
        return Deadline.after(timeout);
    }

    BackupSource source(String name) {
        return sources.stream()
                .filter(source -> source.name().equals(name))
                .findAny()
                .orElseThrow();
    }
}
