package dev.parley.examples.server.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 10s}, {@code 500ms}, {@code 1m}, {@code 24h}, {@code 7d}, or in the form of ISO 8601, {@code PT10S}. */
final class DurationSetting {

    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private DurationSetting() {}

    static Duration parse(String name, @Nullable String value, Duration byDefault, Duration most) {
        if (value == null) {
            return byDefault;
        }
        return between(name, value, Duration.ZERO, most);
    }

    static Duration between(String name, String value, Duration least, Duration most) {
        Duration duration;
        try {
            duration = parse(value);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw wrong(name, least, most);
        }
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw wrong(name, least, most);
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
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static SettingException wrong(String name, Duration least, Duration most) {
        return new SettingException(
                name, "must be a time like 10s or PT10S, from " + least.toSeconds() + "s to " + most.toSeconds() + "s");
    }
}
