package dev.parley.store.jdbc.physical;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One run of a tool, as it is kept in the note {@value PhysicalBackup#NOTE}. Each word is 1 to 128 of a-z, A-Z, 0-9, dot,
 * slash, dash, underscore and plus.
 *
 * @param ending how it ended
 * @param tool which tool, for example {@code pg_basebackup}
 * @param version its version, or {@code unknown}
 * @param started when it was started
 * @param ended when it had ended
 * @param label how the backup is called by the tool, or null
 * @param startLsn from what position of the log it is, or null if that was not told
 * @param stopLsn up to what position of the log it needs, or null if that was not told
 */
public record PhysicalRun(
        Ending ending,
        String tool,
        String version,
        Instant started,
        Instant ended,
        @Nullable String label,
        @Nullable String startLsn,
        @Nullable String stopLsn) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9./_+-]{1,128}");
    private static final String NONE = "-";
    private static final int WORDS = 8;

    /** How a run ended. */
    public enum Ending {
        /** With a backup. */
        DONE,
        /** Without one. */
        FAILED,
        /** It took too long. */
        TIMED_OUT
    }

    String encode() {
        return String.join(
                " ",
                ending.name().toLowerCase(Locale.ROOT),
                word(tool),
                word(version),
                started.toString(),
                ended.toString(),
                word(label),
                word(startLsn),
                word(stopLsn));
    }

    private static String word(@Nullable String word) {
        return word != null && WORD.matcher(word).matches() ? word : NONE;
    }

    /** Empty if it is no line of this form: a note may be of a later version. */
    static Optional<PhysicalRun> decode(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != WORDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PhysicalRun(
                    Ending.valueOf(words[0].toUpperCase(Locale.ROOT)),
                    words[1],
                    words[2],
                    Instant.parse(words[3]),
                    Instant.parse(words[4]),
                    known(words[5]),
                    known(words[6]),
                    known(words[7])));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String known(String word) {
        return word.equals(NONE) ? null : word;
    }
}
