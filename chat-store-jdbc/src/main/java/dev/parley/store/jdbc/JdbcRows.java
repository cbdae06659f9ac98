package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.portable.PortableColumn;
import dev.parley.core.portable.PortableOrder;
import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableRows;
import dev.parley.core.portable.PortableTable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of a query, as they come. */
final class JdbcRows implements PortableRows {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcRows.class);

    /** At a time from the server; small, for a row may be large. */
    private static final int FETCHED = 200;

    private final PortableTable table;
    private final PreparedStatement query;
    private final ResultSet row;

    private JdbcRows(PortableTable table, PreparedStatement query, ResultSet row) {
        this.table = table;
        this.query = query;
        this.row = row;
    }

    static JdbcRows open(Connection connection, PortableTable table, String sql) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        try {
            query.setFetchSize(FETCHED);
            return new JdbcRows(table, query, query.executeQuery());
        } catch (SQLException e) {
            query.close();
            throw e;
        }
    }

    @Override
    public @Nullable PortableRow next() {
        try {
            return row.next() ? read() : null;
        } catch (SQLException e) {
            throw Failures.working(e);
        }
    }

    private PortableRow read() throws SQLException {
        List<PortableColumn> columns = table.columns();
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(value(columns.get(i), i + 1));
        }
        try {
            return PortableRow.of(table, values);
        } catch (IllegalArgumentException e) {
            throw ChatException.fault(
                    ErrorCode.INTERNAL,
                    "The database holds a row of " + table.id() + " that no backup can: " + e.getMessage(),
                    null);
        }
    }

    private @Nullable Object value(PortableColumn column, int place) throws SQLException {
        return switch (column.type()) {
            case TEXT -> row.getString(place);
            case LONG -> orNull(row.getLong(place));
            case BOOLEAN -> orNull(row.getBoolean(place));
            case INSTANT -> {
                @Nullable OffsetDateTime at = row.getObject(place, OffsetDateTime.class);
                yield at == null ? null : at.toInstant();
            }
            case UUID -> row.getObject(place, UUID.class);
            case BYTES -> row.getBytes(place);
            case TEXTS -> sorted(row.getArray(place));
        };
    }

    private @Nullable Object orNull(Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    private static @Nullable List<String> sorted(@Nullable Array texts) throws SQLException {
        return texts == null
                ? null
                : Arrays.stream((Object[]) texts.getArray())
                        .map(String.class::cast)
                        .distinct()
                        .sorted(PortableOrder.BY_CODE_POINTS)
                        .toList();
    }

    @Override
    public void close() {
        try {
            query.close();
        } catch (SQLException e) {
            LOG.debug("A query was not closed, but ends with its transaction (SQL state {})", e.getSQLState());
        }
    }
}
