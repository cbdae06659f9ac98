package dev.parley.store.s3;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.backup.Verification;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a backup was committed, as what, and what it is.
 *
 * @param state complete or partial
 * @param bytes how long its archive is
 * @param sha256 of the archive
 */
record S3Entry(State state, long bytes, String sha256) {

    static final int MOST = 1_024;

    private static final Pattern ENTRY = Pattern.compile(
            "parley-backup 1\nid (\\S{25})\nstate (complete|partial)\nbytes ([0-9]{1,18})\nsha256 ([0-9a-f]{64})\n");
    private static final Pattern VERIFIED = Pattern.compile(
            "parley-verified 1\nid (\\S{25})\nat (\\S{1,40})\nsha256 ([0-9a-f]{64})\nrecords ([0-9]{1,18})\n");

    byte[] encode(BackupId id) {
        return ("parley-backup 1\nid " + id + "\nstate " + (state == State.COMPLETE ? "complete" : "partial")
                        + "\nbytes " + bytes + "\nsha256 " + sha256 + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static Optional<S3Entry> decode(BackupId id, byte[] content) {
        Matcher matcher = ENTRY.matcher(new String(content, StandardCharsets.US_ASCII));
        if (!matcher.matches() || !matcher.group(1).equals(id.value())) {
            return Optional.empty();
        }
        State state = matcher.group(2).equals("complete") ? State.COMPLETE : State.PARTIAL;
        return Optional.of(new S3Entry(state, Long.parseLong(matcher.group(3)), matcher.group(4)));
    }

    static byte[] encode(BackupId id, Verification verification) {
        return ("parley-verified 1\nid " + id + "\nat " + verification.at() + "\nsha256 " + verification.sha256()
                        + "\nrecords " + verification.records() + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static Optional<Verification> verification(BackupId id, byte[] content) {
        Matcher matcher = VERIFIED.matcher(new String(content, StandardCharsets.US_ASCII));
        if (!matcher.matches() || !matcher.group(1).equals(id.value())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Verification(
                    Instant.parse(matcher.group(2)), matcher.group(3), Long.parseLong(matcher.group(4))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
