package dev.parley.core.portable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of a {@link PortableTable}. Immutable, but for bytes, which nobody may change. */
public final class PortableRow {

    private final PortableTable table;
    private final List<@Nullable Object> values;

    private PortableRow(PortableTable table, List<@Nullable Object> values) {
        this.table = table;
        this.values = values;
    }

    /**
     * A row.
     *
     * @param table its table
     * @param values of all columns, in their order, as {@link PortableType} says; copied
     * @return the row
     * @throws IllegalArgumentException if a value is missing, too long or of another type; it names the column, not the
     *     value
     */
    public static PortableRow of(PortableTable table, List<? extends @Nullable Object> values) {
        List<PortableColumn> columns = table.columns();
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(table.id() + " has " + columns.size() + " columns");
        }
        for (int i = 0; i < columns.size(); i++) {
            PortableColumn column = columns.get(i);
            Object value = values.get(i);
            boolean fits = value == null ? column.nullable() : column.type().takes(value, column.maxLength());
            if (!fits) {
                throw new IllegalArgumentException(
                        "Column " + column.name() + " of " + table.id() + " can't hold this");
            }
        }
        return new PortableRow(table, Collections.unmodifiableList(new ArrayList<>(values)));
    }

    /**
     * Makes a row column by column.
     *
     * @param table its table
     * @return what takes the values
     */
    public static Builder builder(PortableTable table) {
        return new Builder(table);
    }

    /** Takes the values of a row by their names. For one thread. */
    public static final class Builder {

        private final PortableTable table;
        private final List<@Nullable Object> values;

        private Builder(PortableTable table) {
            this.table = table;
            this.values = new ArrayList<>(Collections.nCopies(table.columns().size(), null));
        }

        /**
         * Sets a value, instead of nothing or of what was set before.
         *
         * @param column the name of the column
         * @param value the value, or null
         * @return this
         */
        public Builder with(String column, @Nullable Object value) {
            values.set(table.indexOf(column), value);
            return this;
        }

        /**
         * Makes the row.
         *
         * @return the row
         * @throws IllegalArgumentException as {@link PortableRow#of} does
         */
        public PortableRow toRow() {
            return of(table, values);
        }
    }

    /** {@return the table that it is of} */
    public PortableTable table() {
        return table;
    }

    /** {@return the values of all columns, in their order} */
    public List<@Nullable Object> values() {
        return values;
    }

    Object key(int place) {
        return present(place);
    }

    private Object present(int place) {
        Object value = values.get(place);
        if (value == null) {
            throw new IllegalArgumentException(
                    "Column " + table.columns().get(place).name() + " holds nothing");
        }
        return value;
    }

    private Object present(String column) {
        return present(table.indexOf(column));
    }

    /**
     * Tells whether a column holds anything.
     *
     * @param column its name
     * @return whether it does
     */
    public boolean has(String column) {
        return values.get(table.indexOf(column)) != null;
    }

    /**
     * Reads a column that holds a text.
     *
     * @param column its name
     * @return the text
     * @throws IllegalArgumentException if it holds nothing; likewise for the other types
     */
    public String text(String column) {
        return (String) present(column);
    }

    /**
     * Reads a column that holds a number.
     *
     * @param column its name
     * @return the number
     */
    public long number(String column) {
        return (Long) present(column);
    }

    /**
     * Reads a column that holds a truth.
     *
     * @param column its name
     * @return the truth
     */
    public boolean flag(String column) {
        return (Boolean) present(column);
    }

    /**
     * Reads a column that holds an instant.
     *
     * @param column its name
     * @return the instant
     */
    public Instant instant(String column) {
        return (Instant) present(column);
    }

    /**
     * Reads a column that holds a UUID.
     *
     * @param column its name
     * @return the UUID
     */
    public UUID uuid(String column) {
        return (UUID) present(column);
    }

    /**
     * Reads a column that holds bytes.
     *
     * @param column its name
     * @return the bytes, not to be changed
     */
    public byte[] bytes(String column) {
        return (byte[]) present(column);
    }

    /**
     * Reads a column that holds a set of texts.
     *
     * @param column its name
     * @return the texts
     */
    public List<String> texts(String column) {
        return ((List<?>) present(column)).stream().map(String.class::cast).toList();
    }

    /** Shows the table alone: a row may end up in a log. */
    @Override
    public String toString() {
        return "PortableRow[" + table.id() + "]";
    }
}
