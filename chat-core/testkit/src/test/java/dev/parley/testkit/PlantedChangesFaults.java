package dev.parley.testkit;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One fault for each of the rules AC-1 to AC-5. */
record PlantedChangesFaults(
        String rule, AccessChanges delegate, InstantSource clock, Set<Long> answered, Map<Long, Instant> raised)
        implements AccessChanges {

    static AccessChanges plant(String rule, InstantSource clock) {
        return new PlantedChangesFaults(
                rule, AccessChanges.inMemory(clock), clock, ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>());
    }

    @Override
    public long head(Deadline deadline) {
        return delegate.head(deadline);
    }

    /**
     * AC-1: tells the first reader only; AC-2: loses the thirteenth; AC-3: has no bound; AC-4: takes any cursor, or goes on
     * where it can, or drops what a wrong clock made old; AC-5: forgets too early.
     */
    @Override
    public Changes since(long cursor, int limit, Deadline deadline) {
        Changes page = delegate.since(cursor, rule.equals("AC-3") ? 10_000 : limit, deadline);
        return switch (rule) {
            case "AC-1" -> page.changes().isEmpty() || answered.add(cursor) ? page : nothing(page.cursor());
            case "AC-2" ->
                new Changes(
                        page.changes().stream()
                                .filter(change -> change.seq() != 13)
                                .toList(),
                        page.cursor(),
                        page.truncated());
            case "AC-4" -> page.truncated() && cursor > page.cursor() ? nothing(cursor) : page;
            case "AC-4 silent" -> page.truncated() && cursor < page.cursor() ? nothing(page.cursor()) : page;
            case "AC-4 by the clock" -> withoutLongPast(page);
            case "AC-5" ->
                page.changes().stream().anyMatch(this::old)
                        ? new Changes(List.of(), delegate.head(deadline), true)
                        : page;
            default -> page;
        };
    }

    private Changes withoutLongPast(Changes page) {
        Instant oldest = clock.instant().minusSeconds(2 * KEPT_SECONDS);
        List<Change> left = page.changes().stream()
                .filter(change ->
                        !raised.getOrDefault(change.seq(), Instant.MAX).isBefore(oldest))
                .toList();
        return new Changes(left, page.cursor(), page.truncated());
    }

    private static Changes nothing(long cursor) {
        return new Changes(List.of(), cursor, false);
    }

    private boolean old(Change change) {
        return raised.getOrDefault(change.seq(), Instant.MAX)
                .isBefore(clock.instant().minusSeconds(KEPT_SECONDS / 2));
    }

    @Override
    public void raise(TenantId tenant, UserId user, Deadline deadline) {
        delegate.raise(tenant, user, deadline);
        raised.putIfAbsent(delegate.head(deadline), clock.instant());
    }

    @Override
    public void close() {
        delegate.close();
    }
}
