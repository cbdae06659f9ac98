package dev.parley.core.backup;

import java.time.Instant;

/**
 * What a snapshot is of.
 *
 * @param format how its parts are written, for example {@code parley-portable}; a place refuses every other
 * @param formatVersion the version of that format, 1 or more
 * @param schema the version of the schema that it was read from; informs only
 * @param position where in the source it stands, in the source's own words; informs only
 * @param takenAt the instant that it shows, by the clock of the source
 * @param expectedRecords about how many records it will have, for showing progress; 0 if that is not known
 */
public record SnapshotInfo(
        String format, int formatVersion, String schema, String position, Instant takenAt, long expectedRecords) {}
