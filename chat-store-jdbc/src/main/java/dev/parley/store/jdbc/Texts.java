package dev.parley.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Arrays of texts in columns. */
final class Texts {

    private Texts() {}

    static Set<String> set(ResultSet row, String column) throws SQLException {
        // The elements of an array are of another type on each database.
        return Arrays.stream((Object[]) row.getArray(column).getArray())
                .map(String.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }
}
