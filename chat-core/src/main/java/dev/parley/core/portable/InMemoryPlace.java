package dev.parley.core.portable;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Where stores in memory are restored to: rows, and once they are needed, new stores that are made of them. */
final class InMemoryPlace implements PortableStore.Place {

    /** Nobody else uses what is restored. */
    private static final Duration LONG_ENOUGH = Duration.ofHours(1);

    private final InMemoryPortableStore of;
    private final List<PortableTables> present;
    private final boolean scratch;
    private final Map<PortableTable, List<PortableRow>> rows = new EnumMap<>(PortableTable.class);
    private @Nullable List<PortableTables> made;

    InMemoryPlace(InMemoryPortableStore of, List<PortableTables> present, boolean scratch) {
        this.of = of;
        this.present = present;
        this.scratch = scratch;
    }

    @Override
    public long write(PortableTable table, PortableRows more) throws IOException {
        boolean kept = present.stream().anyMatch(part -> part.tables().contains(table));
        List<PortableRow> all = rows.computeIfAbsent(table, key -> new ArrayList<>());
        long count = 0;
        for (PortableRow row = more.next(); row != null; row = more.next()) {
            if (!kept) {
                throw unreadable("There is no store in memory for table " + table.id(), null);
            }
            all.add(row);
            count++;
        }
        return count;
    }

    private static ChatException unreadable(String detail, @Nullable RuntimeException cause) {
        return ChatException.fault(ErrorCode.BACKUP_UNREADABLE, detail, cause);
    }

    @Override
    public List<String> check() {
        return PortableCheck.run(table -> PortableRows.of(rows.getOrDefault(table, List.of())));
    }

    private List<PortableTables> made() {
        if (made == null) {
            List<PortableTables> parts =
                    present.stream().map(PortableTables::fresh).toList();
            rows.forEach((table, of) -> parts.stream()
                    .filter(part -> part.tables().contains(table))
                    .forEach(part -> putAll(part, table, of)));
            made = parts;
        }
        return made;
    }

    private static void putAll(PortableTables part, PortableTable table, List<PortableRow> rows) {
        try {
            rows.forEach(part::put);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException | ChatException e) {
            // Without its words: they may be those of a row.
            throw unreadable("The rows of table " + table.id() + " do not fit to the others", null);
        }
    }

    @Override
    public int erase(BiPredicate<TenantId, UserId> erased) {
        Set<PortableTables.Owner> owners = new LinkedHashSet<>();
        made().forEach(part -> owners.addAll(part.owners()));
        owners.removeIf(owner -> !erased.test(owner.tenant(), owner.user()));
        for (PortableTables.Owner owner : owners) {
            made().forEach(part -> part.erase(owner, Deadline.after(LONG_ENOUGH)));
        }
        return owners.size();
    }

    @Override
    public void activate() {
        if (scratch) {
            throw new IllegalStateException("A scratch place can't be activated");
        }
        List<PortableTables> parts = made();
        of.whileStill(
                () -> {
                    of.requireEmpty();
                    for (int i = 0; i < parts.size(); i++) {
                        present.get(i).become(parts.get(i));
                    }
                },
                Deadline.after(LONG_ENOUGH));
        rows.clear();
    }

    @Override
    public void close() {
        rows.clear();
        made = null;
    }
}
