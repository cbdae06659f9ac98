package dev.parley.core.auth;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changes in a sorted map. Every access holds the monitor. */
final class InMemoryAccessChanges implements AccessChanges {

    private static final int MAX_KEPT = 100_000;

    private final InMemoryGate gate;
    private final TreeMap<Long, Kept> kept = new TreeMap<>();
    private long head;

    private record Kept(Change change, Instant at) {}

    InMemoryAccessChanges(InstantSource clock) {
        this.gate = new InMemoryGate("feed of changes", clock);
    }

    @Override
    public synchronized long head(Deadline deadline) {
        gate.enter(deadline);
        return head;
    }

    @Override
    public synchronized Changes since(long cursor, int limit, Deadline deadline) {
        InMemoryGate.requireLimit(limit);
        gate.enter(deadline);
        long floor = kept.isEmpty() ? head : kept.firstKey() - 1;
        if (cursor < floor || cursor > head) {
            return new Changes(List.of(), head, true);
        }
        List<Change> page = kept.tailMap(cursor, false).values().stream()
                .limit(limit)
                .map(Kept::change)
                .toList();
        return new Changes(
                page, page.isEmpty() ? cursor : page.get(page.size() - 1).seq(), false);
    }

    @Override
    public synchronized void raise(TenantId tenant, UserId user, Deadline deadline) {
        Instant now = gate.enter(deadline);
        head++;
        kept.put(head, new Kept(new Change(head, tenant, user), now));
        Instant oldest = now.minusSeconds(KEPT_SECONDS);
        Map.Entry<Long, Kept> first = kept.firstEntry();
        while (first != null && (kept.size() > MAX_KEPT || first.getValue().at().isBefore(oldest))) {
            kept.pollFirstEntry();
            first = kept.firstEntry();
        }
    }

    @Override
    public synchronized void close() {
        gate.close();
        kept.clear();
    }
}
