package dev.parley.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The clock by which a store goes: that of the database, which all nodes share, or one that the host passed. */
final class StoreClock {

    /** Null for that of the database. */
    private final @Nullable InstantSource source;

    private StoreClock(@Nullable InstantSource source) {
        this.source = source;
    }

    static StoreClock ofDatabase() {
        return new StoreClock(null);
    }

    static StoreClock of(InstantSource source) {
        return new StoreClock(source);
    }

    /** Gives a statement its {@code <now>}. */
    <S extends SqlStatement<S>> S in(S statement) {
        return source == null
                ? statement
                : statement
                        .define("now", "CAST(:now AS timestamp with time zone)")
                        .bind("now", Times.column(Times.now(source)));
    }

    /** {@return the time of a row that was locked, read after it was} */
    Instant present(ResultSet row) throws SQLException {
        return source == null ? Times.read(row, "present") : Times.now(source);
    }
}
