package dev.parley.examples.server.config;

import dev.parley.core.store.HistoryRule;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long messages are kept: a number of days, {@code 365d}, or {@code off} for ever. */
final class HistorySetting {

    static final String NAME = "HISTORY_RETENTION";

    private static final Pattern DAYS = Pattern.compile("([0-9]{1,5})d");

    private HistorySetting() {}

    static @Nullable HistoryRule parse(@Nullable String value) {
        if (value == null || value.equals("off")) {
            return null;
        }
        Matcher matcher = DAYS.matcher(value);
        if (!matcher.matches()) {
            throw wrong();
        }
        Duration age = Duration.ofDays(Long.parseLong(matcher.group(1)));
        if (age.compareTo(HistoryRule.SHORTEST) < 0 || age.compareTo(HistoryRule.LONGEST) > 0) {
            throw wrong();
        }
        return HistoryRule.keepFor(age);
    }

    private static SettingException wrong() {
        return new SettingException(
                NAME, "must be off, or days from 1d to " + HistoryRule.LONGEST.toDays() + "d, such as 365d");
    }
}
