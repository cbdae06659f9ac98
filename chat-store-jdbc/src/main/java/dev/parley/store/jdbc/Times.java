package dev.parley.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Instants in columns. Always as a date-time with the offset zero, never as a timestamp of the driver, for that goes by
 * the time zone of the process.
 */
final class Times {

    private Times() {}

    /** {@return the present in microseconds, which is what both databases keep} */
    static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** {@return an instant so much later, in microseconds} */
    static Instant after(Instant instant, Duration time) {
        return instant.plus(micros(time), ChronoUnit.MICROS);
    }

    static long micros(Duration time) {
        return TimeUnit.MICROSECONDS.convert(time);
    }

    static OffsetDateTime column(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant read(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable OffsetDateTime columnOrNull(@Nullable Instant instant) {
        return instant == null ? null : column(instant);
    }

    static @Nullable Instant readNullable(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
