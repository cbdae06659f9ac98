package dev.parley.examples.server.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 10s}, {@code 500ms}, {@code 1m}, or in the form of ISO 8601, {@code PT10S}. */
final class DurationSetting {

    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})(ms|s|m)");

    private DurationSetting() {}

    static Duration parse(String name, @Nullable String value, Duration byDefault, Duration most) {
        if (value == null) {
            return byDefault;
        }
        Duration duration;
        try {
            duration = parse(value);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw wrong(name, most);
        }
        if (duration.isNegative() || duration.compareTo(most) > 0) {
            throw wrong(name, most);
        }
        return duration;
    }

    private static Duration parse(String value) {
        Matcher matcher = SHORT.matcher(value);
        if (!matcher.matches()) {
            return Duration.parse(value);
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }

    private static SettingException wrong(String name, Duration most) {
        return new SettingException(name, "must be a time like 10s or PT10S, from 0s to " + most.toSeconds() + "s");
    }
}
