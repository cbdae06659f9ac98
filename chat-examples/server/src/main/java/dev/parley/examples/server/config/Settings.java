package dev.parley.examples.server.config;

import dev.parley.core.store.HistoryRule;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be set from outside. The process environment wins over the {@code .env} file. Immutable.
 *
 * @param host {@code HOST}: the address to listen on; this machine only by default
 * @param port {@code PORT}: 0 for a free one; 8080 by default
 * @param dataDirectory {@code CHAT_DATA_DIR}: where files are kept; {@code ./data} by default
 * @param stage {@code CHAT_ENV}: development by default
 * @param database {@code DATABASE_URL}: an H2 file in the data directory by default; {@code CHAT_INSTANCES}: how many servers
 *     use it, one by default; {@code DATABASE_OWNER}: as whom to bring its tables up to date
 * @param edge how the server is reached
 * @param keys {@code JWT_KEY_FILE} or {@code JWT_SECRET}: with what access tokens are signed; in development a file in the
 *     data directory by default, elsewhere one of them has to be set
 * @param refreshGrace {@code CHAT_REFRESH_GRACE}: for how long a retry with a spent refresh token gets the same successor;
 *     10 s by default, 0 for strict
 * @param limits how much is allowed
 * @param redis {@code REDIS_URL}: what several servers share beside the database; null, for this process alone, by default
 * @param intentThreshold {@code INTENT_THRESHOLD}: from which confidence on the bot understands, 0 to 1; 0.3 in development,
 *     0.7 in staging and 0.8 in production by default
 * @param backup where backups go, and how often one is made
 * @param history {@code HISTORY_RETENTION}: how long messages are kept; null, for ever, by default
 */
public record Settings(
        String host,
        int port,
        Path dataDirectory,
        Stage stage,
        DatabaseSetting database,
        EdgeSettings edge,
        KeySetting keys,
        Duration refreshGrace,
        LimitSettings limits,
        @Nullable RedisSetting redis,
        double intentThreshold,
        BackupSetting backup,
        @Nullable HistoryRule history) {

    private static final int MAX_PORT = 65_535;
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
    private static final Duration LONGEST_GRACE = Duration.ofSeconds(60);

    /** Where the server runs. */
    public enum Stage {
        /** On a developer's machine. */
        DEVELOPMENT(0.3),
        /** Before production. */
        STAGING(0.7),
        /** For real. */
        PRODUCTION(0.8);

        private final double intentThreshold;

        Stage(double intentThreshold) {
            this.intentThreshold = intentThreshold;
        }

        /** {@return from which confidence on the bot understands there, unless it is set} */
        public double intentThreshold() {
            return intentThreshold;
        }
    }

    /**
     * Reads the settings.
     *
     * @param environment of the process
     * @param workingDirectory where a {@code .env} file may be
     * @return the settings
     * @throws SettingException for the first wrong one
     */
    public static Settings read(Map<String, String> environment, Path workingDirectory) {
        Map<String, String> file = Dotenv.read(workingDirectory.resolve(".env"));
        Function<String, @Nullable String> values = name -> {
            String value = environment.getOrDefault(name, file.get(name));
            if (value != null && value.isBlank()) {
                throw new SettingException(name, "is empty; leave it out to get the default");
            }
            return value;
        };
        Path data = dataDirectory(values.apply("CHAT_DATA_DIR"), workingDirectory);
        Stage stage = stage(values.apply("CHAT_ENV"));
        return new Settings(
                host(values.apply("HOST")),
                port(values.apply("PORT")),
                data,
                stage,
                DatabaseSetting.parse(values.apply("DATABASE_URL"), data)
                        .in(stage, values.apply(DatabaseSetting.INSTANCES))
                        .ownedBy(values.apply(DatabaseSetting.OWNER)),
                EdgeSettings.of(
                        values.apply("PUBLIC_ORIGIN"), values.apply("CORS_ORIGINS"), values.apply("TRUSTED_PROXIES")),
                KeySetting.of(
                        values.apply(KeySetting.FILE),
                        values.apply(KeySetting.SECRET),
                        stage == Stage.DEVELOPMENT,
                        data,
                        workingDirectory),
                DurationSetting.parse(
                        "CHAT_REFRESH_GRACE", values.apply("CHAT_REFRESH_GRACE"), DEFAULT_GRACE, LONGEST_GRACE),
                LimitSettings.of(
                        values.apply("CHAT_LIMIT_ADDRESS"),
                        values.apply("CHAT_LIMIT_LOGIN"),
                        values.apply("CHAT_LIMIT_MESSAGES")),
                RedisSetting.parse(values.apply(RedisSetting.NAME)),
                intentThreshold(values.apply("INTENT_THRESHOLD"), stage),
                BackupSetting.of(values, workingDirectory),
                HistorySetting.parse(values.apply(HistorySetting.NAME)));
    }

    private static String host(@Nullable String value) {
        if (value == null) {
            return "127.0.0.1";
        }
        if (!value.matches("[A-Za-z0-9.-]{1,253}")) {
            throw new SettingException("HOST", "must be a host name or an IPv4 address");
        }
        return value;
    }

    private static int port(@Nullable String value) {
        if (value == null) {
            return 8080;
        }
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > MAX_PORT) {
            throw new SettingException("PORT", "must be a number from 0 to " + MAX_PORT);
        }
        return Integer.parseInt(value);
    }

    private static double intentThreshold(@Nullable String value, Stage stage) {
        if (value == null) {
            return stage.intentThreshold();
        }
        if (!value.matches("0(\\.[0-9]{1,6})?|1(\\.0{1,6})?")) {
            throw new SettingException("INTENT_THRESHOLD", "must be a number from 0 to 1, such as 0.7");
        }
        return Double.parseDouble(value);
    }

    private static Path dataDirectory(@Nullable String value, Path workingDirectory) {
        try {
            return workingDirectory.resolve(value == null ? "data" : value);
        } catch (InvalidPathException e) {
            throw new SettingException("CHAT_DATA_DIR", "must be a path");
        }
    }

    private static Stage stage(@Nullable String value) {
        for (Stage stage : Stage.values()) {
            if (value == null || stage.name().toLowerCase(Locale.ROOT).equals(value)) {
                return stage;
            }
        }
        throw new SettingException("CHAT_ENV", "must be development, staging or production");
    }
}
