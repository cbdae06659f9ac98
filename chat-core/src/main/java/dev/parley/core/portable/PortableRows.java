package dev.parley.core.portable;

import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Rows of one table, one after the other, in the order of {@link PortableOrder}. For one thread. */
public interface PortableRows extends AutoCloseable {

    /**
     * Reads the next row.
     *
     * @return the row, or null when there are no more
     * @throws IOException if they come from a stream that can't be read
     * @throws dev.parley.core.error.ChatException if they can't be read otherwise
     */
    @Nullable
    PortableRow next() throws IOException;

    /** Lets go of what they come from. */
    @Override
    void close();

    /**
     * Rows that are there already.
     *
     * @param rows the rows, in order
     * @return the same, one after the other
     */
    static PortableRows of(Iterable<PortableRow> rows) {
        Iterator<PortableRow> left = rows.iterator();
        return new PortableRows() {
            @Override
            public @Nullable PortableRow next() {
                return left.hasNext() ? left.next() : null;
            }

            @Override
            public void close() {}
        };
    }
}
