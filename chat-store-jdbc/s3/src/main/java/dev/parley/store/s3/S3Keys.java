package dev.parley.store.s3;

import dev.parley.core.backup.BackupId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of objects, without the prefix of the config. */
final class S3Keys {

    static final String BACKUPS = "backups/";
    static final String CLAIMS = "claims/";

    private static final String NOTES = "notes/";
    private static final Pattern NOTE = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern OF_BACKUP =
            Pattern.compile("backups/([0-9TZ]{16}-[0-9a-f]{8})\\.(archive|entry|verified)");
    private static final Pattern CLAIM = Pattern.compile("claims/([0-9TZ]{16}-[0-9a-f]{8})\\.[0-9a-f]{16}");

    /** What an object of a backup is. */
    enum Kind {
        /** What was written. */
        ARCHIVE,
        /** That it was committed. Without it there is no backup. */
        ENTRY,
        /** That it could be restored. */
        VERIFIED
    }

    /** An object of a backup. */
    record OfBackup(BackupId id, Kind kind) {}

    private S3Keys() {}

    static String archive(BackupId id) {
        return BACKUPS + id + ".archive";
    }

    static String entry(BackupId id) {
        return BACKUPS + id + ".entry";
    }

    static String verified(BackupId id) {
        return BACKUPS + id + ".verified";
    }

    static String claim(BackupId id, String token) {
        return CLAIMS + id + "." + token;
    }

    static String note(String name) {
        if (!NOTE.matcher(name).matches()) {
            throw new IllegalArgumentException("The name of a note is 1 to 64 of a-z, 0-9 and dash");
        }
        return NOTES + name;
    }

    static Optional<OfBackup> ofBackup(String key) {
        Matcher matcher = OF_BACKUP.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Kind kind = switch (matcher.group(2)) {
            case "archive" -> Kind.ARCHIVE;
            case "entry" -> Kind.ENTRY;
            default -> Kind.VERIFIED;
        };
        return id(matcher.group(1)).map(id -> new OfBackup(id, kind));
    }

    static Optional<BackupId> claimed(String key) {
        Matcher matcher = CLAIM.matcher(key);
        return matcher.matches() ? id(matcher.group(1)) : Optional.empty();
    }

    private static Optional<BackupId> id(String text) {
        try {
            return Optional.of(new BackupId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
