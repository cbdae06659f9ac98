package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.SnapshotInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in an archive.
 *
 * @param product the version of the product that made it
 * @param id the backup
 * @param created when it was begun
 * @param sources what it is of, in their order
 * @param failed the sources that are not in it, or not whole, and the code of why
 */
record Manifest(String product, BackupId id, Instant created, List<Source> sources, Map<String, String> failed) {

    Manifest {
        sources = List.copyOf(sources);
        failed = Map.copyOf(failed);
    }

    /**
     * One source.
     *
     * @param name its name
     * @param info what the snapshot is of
     * @param parts its parts that are whole, in their order
     */
    record Source(String name, SnapshotInfo info, List<Part> parts) {

        Source {
            parts = List.copyOf(parts);
        }

        long records() {
            return parts.stream().mapToLong(Part::records).sum();
        }
    }

    /**
     * One part.
     *
     * @param name its name
     * @param records how many records it has
     * @param bytes how many bytes it has
     * @param sha256 of these
     */
    record Part(String name, long records, long bytes, String sha256) {}

    long records() {
        return sources.stream().mapToLong(Source::records).sum();
    }

    long bytes() {
        return sources.stream()
                .flatMap(source -> source.parts().stream())
                .mapToLong(Part::bytes)
                .sum();
    }

    Optional<Source> source(String name) {
        return sources.stream().filter(source -> source.name().equals(name)).findAny();
    }
}
