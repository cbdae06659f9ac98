package dev.parley.operations.backup;

import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.portable.PortableCheck;
import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.portable.PortableTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Restores lines into a place of a store. Parts have to come as they were written: none is missing, none comes twice. */
final class PortableRestore implements RestorePlace {

    private static final PortableTable[] TABLES = PortableTable.values();

    private final PortableStore.Place place;
    private final int rowsPerPart;

    /** Of the part that was read last; none before the first. */
    private int table = -1;

    private int number;
    private boolean full;
    private @Nullable PortableRow last;

    PortableRestore(PortableStore.Place place, int rowsPerPart) {
        this.place = place;
        this.rowsPerPart = rowsPerPart;
    }

    private static ChatException unreadable(String detail) {
        return ChatException.fault(ErrorCode.BACKUP_UNREADABLE, detail, null);
    }

    @Override
    public void begin(SnapshotInfo info) {
        if (!info.format().equals(PortableStore.FORMAT) || info.formatVersion() != PortableStore.FORMAT_VERSION) {
            throw unreadable("Parts are read in format " + PortableStore.FORMAT + " " + PortableStore.FORMAT_VERSION
                    + ", and these are in another");
        }
    }

    @Override
    public long load(String name, InputStream content) throws IOException {
        step(name);
        PortableReader rows = new PortableReader(name, TABLES[table], last, content);
        long count = write(name, rows);
        if (count > rowsPerPart) {
            throw unreadable("Part " + name + " has more rows than a part can have");
        }
        last = rows.last();
        full = count == rowsPerPart;
        return count;
    }

    private long write(String name, PortableReader rows) throws IOException {
        try {
            return place.write(TABLES[table], rows);
        } catch (ChatException e) {
            if (e.code() == ErrorCode.BACKUP_UNREADABLE && !rows.refused()) {
                throw ChatException.fault(
                        ErrorCode.BACKUP_UNREADABLE, "The rows of part " + name + " can't be restored here", e);
            }
            throw e;
        }
    }

    /** Goes on to a part, which must be the next one. */
    private void step(String name) {
        if (full && name.equals(PortableSource.part(TABLES[table], number + 1))) {
            number++;
        } else if (!full && table + 1 < TABLES.length && name.equals(PortableSource.part(TABLES[table + 1], 1))) {
            table++;
            number = 1;
            last = null;
        } else {
            throw unreadable("Part " + name + " is unknown, or does not come where it should");
        }
    }

    @Override
    public List<String> check() {
        List<String> problems = new ArrayList<>();
        if (full) {
            problems.add("part " + PortableSource.part(TABLES[table], number + 1) + " is missing");
        }
        for (int missing = table + 1; missing < TABLES.length; missing++) {
            problems.add("part " + PortableSource.part(TABLES[missing], 1) + " is missing");
        }
        problems.addAll(place.check());
        return problems.subList(0, Math.min(PortableCheck.MOST, problems.size()));
    }

    @Override
    public int erase(BiPredicate<TenantId, UserId> erased) {
        return place.erase(erased);
    }

    @Override
    public void activate() {
        place.activate();
    }

    @Override
    public void close() {
        place.close();
    }
}
