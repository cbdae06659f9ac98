package dev.parley.operations.backup;

import dev.parley.core.backup.StoredBackup;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.operations.backup.BackupProgress.Step;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.function.UnaryOperator;

/**
 * An archive of which every byte was read and found to be what was written, and which is the backup that it is kept as.
 *
 * @param manifest what is in it
 * @param sha256 of the archive
 */
record CheckedArchive(Manifest manifest, String sha256) {

    private static final int BUFFER = 1 << 16;

    /**
     * Reads a backup from its beginning to its end.
     *
     * @param stored the backup
     * @param taker takes its parts
     * @param counter counts the bytes of the archive
     * @throws ChatException {@code BACKUP_UNREADABLE} if it is not what was written as this backup
     */
    static CheckedArchive read(
            BackupSettings settings,
            StoredBackup stored,
            ArchiveReader.Taker taker,
            UnaryOperator<InputStream> counter) {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = settings.target().read(stored.id(), settings.deadline())) {
            InputStream counted = counter.apply(new DigestInputStream(new BufferedInputStream(in, BUFFER), digest));
            Manifest manifest = new ArchiveReader(counted, settings.keys(), settings.mostBytes()).read(taker);
            if (!manifest.id().equals(stored.id())) {
                throw ChatException.fault(
                        ErrorCode.BACKUP_UNREADABLE,
                        "What is kept as backup " + stored.id() + " is backup " + manifest.id(),
                        null);
            }
            return new CheckedArchive(manifest, Sha256.hex(digest));
        } catch (IOException e) {
            throw ChatException.fault(ErrorCode.BACKUP_UNAVAILABLE, "The archive could not be read", e);
        }
    }

    /** Reads a backup to check it; nothing is taken from it. */
    static CheckedArchive check(BackupSettings settings, StoredBackup stored) {
        Meter meter = new Meter(settings, Step.CHECKING, 0, stored.bytes());
        return read(settings, stored, (source, part, content) -> {}, meter::counting);
    }
}
