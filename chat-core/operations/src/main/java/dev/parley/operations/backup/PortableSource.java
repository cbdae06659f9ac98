package dev.parley.operations.backup;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.PartSink;
import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.portable.PortableRows;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.portable.PortableTable;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Backs up a store in JSON Lines, a format that no database has to be installed for: what was taken from one kind of store
 * can be restored into every other, and gives the same bytes there. Thread-safe.
 *
 * <p>A part has up to 100,000 rows of one table, each a JSON object in a line of its own (RFC 8259, UTF-8): a field for each
 * column that holds something, in the order of {@link PortableTable}. Instants are microseconds since 1970, bytes
 * hexadecimal digits, sets of texts arrays. Parts are called {@code entry-000001.jsonl} and so on; the last of each table
 * has less than 100,000 rows, or none.
 *
 * <p>Reading is strict: what is no such line, has an unknown, a missing or a doubled field, a value of another type or one
 * that is too long, or does not follow the row before it in the order of keys, is refused by the name of the part and the
 * number of the line, never with what is in it.
 */
public final class PortableSource implements BackupSource {

    private static final int ROWS_PER_PART = 100_000;

    private final PortableStore store;
    private final int rowsPerPart;

    PortableSource(PortableStore store, int rowsPerPart) {
        this.store = store;
        this.rowsPerPart = rowsPerPart;
    }

    /**
     * A source.
     *
     * @param store what is backed up; not closed
     * @return the source
     */
    public static PortableSource of(PortableStore store) {
        return new PortableSource(store, ROWS_PER_PART);
    }

    static String part(PortableTable table, int number) {
        return "%s-%06d.jsonl".formatted(table.id(), number);
    }

    @Override
    public String name() {
        return "portable";
    }

    @Override
    public Snapshot snapshot(Deadline deadline) {
        return new JsonSnapshot(store.snapshot(deadline), rowsPerPart);
    }

    @Override
    public RestorePlace place(Deadline deadline) {
        return new PortableRestore(store.place(deadline), rowsPerPart);
    }

    @Override
    public RestorePlace scratch(Deadline deadline) {
        return new PortableRestore(store.scratch(deadline), rowsPerPart);
    }

    /** A snapshot that is written as lines. */
    private record JsonSnapshot(PortableStore.Snapshot rows, int rowsPerPart) implements Snapshot {

        @Override
        public SnapshotInfo info() {
            return rows.info();
        }

        @Override
        public void write(PartSink sink) throws IOException {
            for (PortableTable table : PortableTable.values()) {
                try (PortableRows left = rows.rows(table)) {
                    for (int number = 1; write(part(table, number), left, sink) == rowsPerPart; number++) {
                        // A part that is full is followed by another, so that it shows when the last one is missing.
                    }
                }
            }
        }

        private long write(String name, PortableRows left, PartSink sink) throws IOException {
            AtomicLong count = new AtomicLong();
            sink.part(name, out -> {
                count.set(PortableLines.write(left, rowsPerPart, out));
                return count.get();
            });
            return count.get();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
