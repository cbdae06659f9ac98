package dev.parley.core.cache;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bounds of a {@link CacheSpec}; collects whatever is beyond them. Not thread-safe. */
final class SpecBounds {

    static final long MOST_ENTRIES = 100_000_000L;
    static final long MOST_WEIGHT = 1_000_000_000_000L;
    static final Duration SHORTEST = Duration.ofMillis(1);
    static final Duration LONGEST = Duration.ofDays(31);
    static final Duration SHORTEST_STALENESS = Duration.ofMillis(10);
    static final Duration HOUR = Duration.ofHours(1);

    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");
    private static final double MOST_AHEAD = 0.9;

    private final List<String> problems = new ArrayList<>();

    SpecBounds name(String value) {
        return require(NAME.matcher(value).matches(), "name must be 1 to 64 of a-z, 0-9, '.', '_' and '-'");
    }

    SpecBounds number(String name, long value, long most) {
        return require(value >= 1 && value <= most, name + " is " + value + " and must be 1 to " + most);
    }

    SpecBounds time(String name, Duration value, Duration least, Duration most) {
        boolean within = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        return require(within, name + " is " + value + " and must be " + least + " to " + most);
    }

    /** Not-a-number is out of every bound. */
    SpecBounds part(String name, double value) {
        boolean within = value >= 0 && value <= MOST_AHEAD;
        return require(within, name + " is " + value + " and must be 0 to " + MOST_AHEAD);
    }

    SpecBounds version(@Nullable CacheCodec<?> codec) {
        int version = codec == null ? 0 : codec.version();
        boolean within = version >= 0 && version <= Short.MAX_VALUE;
        return require(within, "the codec's version is " + version + " and must be 0 to " + Short.MAX_VALUE);
    }

    private SpecBounds require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
        return this;
    }

    void check() {
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
    }
}
