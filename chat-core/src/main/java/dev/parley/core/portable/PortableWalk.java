package dev.parley.core.portable;

import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Steps through the rows of a table, beside those of another. */
final class PortableWalk implements AutoCloseable {

    private final PortableTable table;
    private final PortableRows rows;
    private @Nullable PortableRow current;
    private long number;

    PortableWalk(PortableTable table, Function<PortableTable, PortableRows> tables) throws IOException {
        this.table = table;
        this.rows = tables.apply(table);
        advance();
    }

    @Nullable
    PortableRow current() {
        return current;
    }

    PortableRow row() {
        if (current == null) {
            throw new IllegalStateException("There are no more rows");
        }
        return current;
    }

    void advance() throws IOException {
        current = rows.next();
        number++;
    }

    /** {@return whether there is a row whose key begins as that of the other} */
    boolean isOf(PortableRow parent, int columns) {
        return current != null && PortableOrder.compare(current, parent, columns) == 0;
    }

    boolean isBefore(PortableRow parent, int columns) {
        return current != null && PortableOrder.compare(current, parent, columns) < 0;
    }

    /** {@return the place of the current row} */
    String where() {
        return "row " + number + " of " + table.id();
    }

    @Override
    public void close() {
        rows.close();
    }
}
