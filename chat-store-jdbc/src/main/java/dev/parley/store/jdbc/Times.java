package dev.parley.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Instants in columns. Always written as a date-time with the offset zero, never as a timestamp of the driver, for that goes
 * by the time zone of the process.
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

    /**
     * For pages. The column has a time zone, so that a timestamp of the driver is the right moment wherever the process is;
     * PostgreSQL's driver allocates a quarter of a page for the date-times in it otherwise.
     */
    static Instant read(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    static @Nullable OffsetDateTime columnOrNull(@Nullable Instant instant) {
        return instant == null ? null : column(instant);
    }

    static @Nullable Instant readNullable(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static @Nullable Instant readNullable(ResultSet row, int column) throws SQLException {
        @Nullable Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
