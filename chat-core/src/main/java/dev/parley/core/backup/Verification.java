package dev.parley.core.backup;

import java.time.Instant;

/**
 * A proof that a backup could be restored.
 *
 * @param at when it was restored to look
 * @param sha256 the SHA-256 of the archive that was restored, in 64 hexadecimal digits
 * @param records how many records were restored
 */
public record Verification(Instant at, String sha256, long records) {}
