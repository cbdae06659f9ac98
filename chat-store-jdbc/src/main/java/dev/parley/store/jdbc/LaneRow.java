package dev.parley.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** What is written of a lane. */
record LaneRow(
        List<Instant> failures,
        Map<String, Instant> slots,
        int closures,
        @Nullable Instant closedUntil,
        @Nullable Instant lastFailure) {

    LaneRow {
        failures = List.copyOf(failures);
        slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
    }

    static LaneRow read(ResultSet row) throws SQLException {
        Object[] slots = (Object[]) row.getArray("slots").getArray();
        List<Instant> taken = instants(row, "taken");
        Map<String, Instant> inUse = new LinkedHashMap<>();
        for (int i = 0; i < slots.length; i++) {
            inUse.put((String) slots[i], taken.get(i));
        }
        return new LaneRow(
                instants(row, "failures"),
                inUse,
                row.getInt("closures"),
                instantOrNull(row, "closed_until"),
                instantOrNull(row, "last_failure"));
    }

    <S extends SqlStatement<S>> S bind(S statement) {
        return statement
                .bindArray("failures", Long.class, micros(failures))
                .bindArray("slots", String.class, List.copyOf(slots.keySet()))
                .bindArray("taken", Long.class, micros(slots.values()))
                .bind("closures", closures)
                .bind("closedUntil", closedUntil == null ? null : micros(closedUntil))
                .bind("lastFailure", lastFailure == null ? null : micros(lastFailure));
    }

    private static List<Instant> instants(ResultSet row, String column) throws SQLException {
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(micros -> instant((Long) micros))
                .toList();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : instant(micros);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static List<Long> micros(Collection<Instant> instants) {
        return instants.stream().map(LaneRow::micros).toList();
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
