package dev.parley.redis.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Times as scripts calculate with them. */
final class Micros {

    /** A hundred years: what is longer does not end in practice, and sums of it stay exact. */
    private static final long LONGEST = TimeUnit.DAYS.toMicros(36_525);

    private Micros() {}

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant instant(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    static Duration duration(String micros) {
        return Duration.of(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    /** {@return a duration, at most a hundred years; one that is more than zero stays so} */
    static String of(Duration duration) {
        long micros = Math.min(TimeUnit.MICROSECONDS.convert(duration), LONGEST);
        return Long.toString(micros == 0 && !duration.isZero() ? 1 : micros);
    }
}
