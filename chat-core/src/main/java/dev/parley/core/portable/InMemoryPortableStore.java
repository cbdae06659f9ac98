package dev.parley.core.portable;

import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All stores in memory of an installation. */
final class InMemoryPortableStore implements PortableStore {

    private final InstantSource clock;
    private final List<PortableTables> parts;

    InMemoryPortableStore(InstantSource clock, List<PortableTables> parts) {
        this.clock = clock;
        this.parts = parts;
    }

    static List<PortableTables> tablesOf(AutoCloseable... stores) {
        List<PortableTables> parts = new ArrayList<>();
        for (AutoCloseable store : stores) {
            if (!(store instanceof PortableTables.Holder holder)) {
                throw new IllegalArgumentException(
                        "Not a store in memory: " + store.getClass().getName());
            }
            parts.add(holder.portable());
        }
        if (parts.stream().flatMap(part -> part.tables().stream()).distinct().count()
                != parts.stream().mapToLong(part -> part.tables().size()).sum()) {
            throw new IllegalArgumentException("Two stores keep the same");
        }
        return List.copyOf(parts);
    }

    /** Of all parts at once: each is held still while the next ones are. */
    void whileStill(Runnable step, Deadline deadline) {
        whileStill(0, step, deadline);
    }

    private void whileStill(int from, Runnable step, Deadline deadline) {
        if (from == parts.size()) {
            step.run();
        } else {
            parts.get(from).whileStill(() -> whileStill(from + 1, step, deadline), deadline);
        }
    }

    @Override
    public Snapshot snapshot(Deadline deadline) {
        Map<PortableTable, List<PortableRow>> copy = new EnumMap<>(PortableTable.class);
        Instant[] at = new Instant[1];
        whileStill(
                () -> {
                    at[0] = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    for (PortableTables part : parts) {
                        part.tables().forEach(table -> copy.put(table, part.rows(table)));
                    }
                },
                deadline);
        copy.replaceAll((table, rows) -> rows.stream()
                .sorted((one, other) -> PortableOrder.compare(one, other, table.keyColumns()))
                .toList());
        long count = copy.values().stream().mapToLong(List::size).sum();
        SnapshotInfo info = new SnapshotInfo(FORMAT, FORMAT_VERSION, "memory", "", at[0], count);
        return new Snapshot() {
            @Override
            public SnapshotInfo info() {
                return info;
            }

            @Override
            public PortableRows rows(PortableTable table) {
                return PortableRows.of(copy.getOrDefault(table, List.of()));
            }

            @Override
            public void close() {
                copy.clear();
            }
        };
    }

    @Override
    public Place place(Deadline deadline) {
        deadline.check();
        requireEmpty();
        return new InMemoryPlace(this, parts, false);
    }

    @Override
    public Place scratch(Deadline deadline) {
        deadline.check();
        return new InMemoryPlace(this, parts, true);
    }

    void requireEmpty() {
        if (!parts.stream().allMatch(PortableTables::isEmpty)) {
            throw ChatException.fault(ErrorCode.RESTORE_NOT_EMPTY, "There is something in the stores", null);
        }
    }
}
