package dev.parley.core.backup;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names a backup, for example {@code 20260314T150926Z-9f86d081}: when it was begun, in UTC, and 32 random bits. Ids sort
 * by that time. An id is safe as the name of a file.
 *
 * @param value the id
 */
public record BackupId(String value) implements Comparable<BackupId> {

    private static final Pattern FORM = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

    /**
     * Checks the form.
     *
     * @param value as in the record
     * @throws IllegalArgumentException if it is not of the form
     */
    public BackupId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A backup id is like 20260314T150926Z-9f86d081");
        }
        parse(value);
    }

    /**
     * A new id.
     *
     * @param begun when the backup was begun; years 0 to 9999
     * @param random makes ids of one second differ
     * @return the id
     */
    public static BackupId of(Instant begun, RandomGenerator random) {
        String time = TIME.format(begun.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
        return new BackupId(time + "-" + HexFormat.of().toHexDigits(random.nextInt()));
    }

    /** {@return when the backup was begun, in whole seconds} */
    public Instant begun() {
        return parse(value);
    }

    private static Instant parse(String value) {
        try {
            return LocalDateTime.parse(value.substring(0, 16), TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("A backup id begins with a time in UTC", e);
        }
    }

    @Override
    public int compareTo(BackupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
