package dev.parley.examples.server.config;

import dev.parley.core.auth.SecretSource;
import dev.parley.core.backup.Retention;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where backups go, and how often one is made. Immutable.
 *
 * @param every {@code BACKUP_EVERY}: how old the newest backup gets before the server makes the next, 1 minute to 366 days;
 *     null, never, by default
 * @param target {@code BACKUP_TARGET}: where backups are kept, and who was erased is noted; null by default
 * @param copyTarget {@code BACKUP_COPY_TARGET}: where they are copied to; null by default
 * @param retention what is kept at the first: {@code BACKUP_KEEP}, 30 days by default, and of older ones the newest, those of
 *     weeks and of months
 * @param copyRetention what is kept at the second: {@code BACKUP_COPY_KEEP}, 30 days by default, and the same of older ones
 * @param variables the key ({@code BACKUP_KEY}, or {@code BACKUP_KEY_FILE}, and those before, with {@code _PREVIOUS}) and the
 *     credentials of S3 ({@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}), as far as they are set; left out of
 *     {@link #toString()}
 */
public record BackupSetting(
        @Nullable Duration every,
        @Nullable TargetSetting target,
        @Nullable TargetSetting copyTarget,
        Retention retention,
        Retention copyRetention,
        Map<String, String> variables) {

    /** The variable of the target. */
    public static final String TARGET = "BACKUP_TARGET";

    private static final String EVERY = "BACKUP_EVERY";
    private static final String COPY_TARGET = "BACKUP_COPY_TARGET";
    private static final String KEEP = "BACKUP_KEEP";
    private static final String COPY_KEEP = "BACKUP_COPY_KEEP";
    private static final String KEY = "BACKUP_KEY";
    private static final String KEY_FILE = "BACKUP_KEY_FILE";
    private static final String KEY_PREVIOUS = "BACKUP_KEY_PREVIOUS";
    private static final String KEY_PREVIOUS_FILE = "BACKUP_KEY_PREVIOUS_FILE";
    private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration SHORTEST_KEEP = Duration.ofDays(1);
    private static final Duration LONGEST_KEEP = Duration.ofDays(3660);

    /**
     * Keeps what it is given.
     *
     * @param every as in the record
     * @param target as in the record
     * @param copyTarget as in the record
     * @param retention as in the record
     * @param copyRetention as in the record
     * @param variables as in the record
     */
    public BackupSetting {
        variables = Map.copyOf(variables);
    }

    static BackupSetting of(Function<String, @Nullable String> values, Path workingDirectory) {
        String every = values.apply(EVERY);
        String target = values.apply(TARGET);
        String copy = values.apply(COPY_TARGET);
        Map<String, String> variables = new TreeMap<>();
        put(variables, KEY, values.apply(KEY));
        put(variables, KEY_PREVIOUS, values.apply(KEY_PREVIOUS));
        put(variables, KEY_FILE, file(KEY_FILE, workingDirectory, values.apply(KEY_FILE)));
        put(variables, KEY_PREVIOUS_FILE, file(KEY_PREVIOUS_FILE, workingDirectory, values.apply(KEY_PREVIOUS_FILE)));
        put(variables, ACCESS_KEY, values.apply(ACCESS_KEY));
        put(variables, SECRET_KEY, values.apply(SECRET_KEY));
        if (variables.containsKey(KEY) && variables.containsKey(KEY_FILE)) {
            throw new SettingException(KEY, "and " + KEY_FILE + " must not both be set");
        }
        if (target == null && (every != null || copy != null)) {
            throw new SettingException(TARGET, "must be set where " + (every == null ? COPY_TARGET : EVERY) + " is");
        }
        return new BackupSetting(
                every == null ? null : DurationSetting.between(EVERY, every, SHORTEST, LONGEST),
                target == null ? null : TargetSetting.parse(TARGET, target, workingDirectory),
                copy == null ? null : TargetSetting.parse(COPY_TARGET, copy, workingDirectory),
                retention(KEEP, values.apply(KEEP)),
                retention(COPY_KEEP, values.apply(COPY_KEEP)),
                variables);
    }

    private static Retention retention(String name, @Nullable String value) {
        Retention standard = Retention.standard();
        Duration keep =
                value == null ? standard.keepFor() : DurationSetting.between(name, value, SHORTEST_KEEP, LONGEST_KEEP);
        return new Retention(keep, standard.keepAtLeast(), standard.weekly(), standard.monthly());
    }

    private static void put(Map<String, String> variables, String name, @Nullable String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }

    private static @Nullable String file(String name, Path workingDirectory, @Nullable String value) {
        try {
            return value == null ? null : workingDirectory.resolve(value).toString();
        } catch (InvalidPathException e) {
            throw new SettingException(name, "must be a path");
        }
    }

    /**
     * Where the key is.
     *
     * @param stage where the server runs
     * @return the source; null where there is no key and none is needed
     * @throws SettingException if there is none outside development
     */
    public @Nullable SecretSource key(Settings.Stage stage) {
        if (variables.containsKey(KEY) || variables.containsKey(KEY_FILE)) {
            return SecretSource.environment(variables);
        }
        if (stage != Settings.Stage.DEVELOPMENT) {
            throw new SettingException(KEY, "or " + KEY_FILE + " must be set outside development");
        }
        return null;
    }

    /**
     * The credentials of S3, under the names that its target asks for.
     *
     * @return the source
     * @throws SettingException if they are not both set
     */
    public SecretSource s3() {
        String access = variables.get(ACCESS_KEY);
        String secret = variables.get(SECRET_KEY);
        if (access == null || secret == null) {
            throw new SettingException(ACCESS_KEY, "and " + SECRET_KEY + " must be set for backups in S3");
        }
        return SecretSource.environment(Map.of("S3_ACCESS_KEY", access, "S3_SECRET_KEY", secret));
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "BackupSetting[every=" + every + ", target=" + target + ", copyTarget=" + copyTarget + "]";
    }
}
