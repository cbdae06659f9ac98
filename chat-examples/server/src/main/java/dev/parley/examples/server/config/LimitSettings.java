package dev.parley.examples.server.config;

import dev.parley.auth.login.LoginLimits;
import dev.parley.core.error.ChatException;
import dev.parley.core.ratelimit.RateLimit;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much is allowed. Immutable.
 *
 * @param address {@code CHAT_LIMIT_ADDRESS}: logins and registrations from one address; 100 in 15 minutes by default
 * @param logins {@code CHAT_LIMIT_LOGIN}: failed logins; 5 of an account in 15 minutes by default
 * @param messages {@code CHAT_LIMIT_MESSAGES}: messages of one user; 20 in a second by default, 50 at once
 */
public record LimitSettings(Optional<RateLimit> address, LoginLimits logins, Optional<RateLimit> messages) {

    /** Nothing set. */
    public static final LimitSettings DEFAULT = of(null, null, null);

    private static final String ADDRESS = "CHAT_LIMIT_ADDRESS";
    private static final String LOGIN = "CHAT_LIMIT_LOGIN";
    private static final String MESSAGES = "CHAT_LIMIT_MESSAGES";
    private static final String OFF = "off";
    private static final String RULE =
            "must be off, or a count and a time like 100/15m or 20/s, with what may come at once behind it if that is"
                    + " another count: 20/s:50";

    static LimitSettings of(@Nullable String address, @Nullable String login, @Nullable String messages) {
        return new LimitSettings(
                limit(ADDRESS, address, "100/15m"), logins(login), limit(MESSAGES, messages, "20/s:50"));
    }

    private static Optional<RateLimit> limit(String name, @Nullable String value, String byDefault) {
        if (OFF.equals(value)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RateLimit.parse(value == null ? byDefault : value));
        } catch (ChatException e) {
            throw new SettingException(name, RULE);
        }
    }

    private static LoginLimits logins(@Nullable String value) {
        if (value == null) {
            return LoginLimits.DEFAULT;
        }
        return limit(LOGIN, value, value)
                .map(limit -> logins(limit.capacity(), limit.refill(), limit.window()))
                .orElseGet(LoginLimits.DEFAULT::withoutAccounts);
    }

    /** What comes back evenly has no burst: failures leave the window each by itself. */
    private static LoginLimits logins(long burst, long count, Duration window) {
        try {
            if (burst == count) {
                return LoginLimits.DEFAULT
                        .withAccountFailures((int) Math.min(count, Integer.MAX_VALUE))
                        .withWindow(window);
            }
        } catch (ChatException e) {
            throw wrongLogins();
        }
        throw wrongLogins();
    }

    private static SettingException wrongLogins() {
        return new SettingException(LOGIN, "must be off, or 1 to 100 in one minute to one day, like 5/15m");
    }
}
