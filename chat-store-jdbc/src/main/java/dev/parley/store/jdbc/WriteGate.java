package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.observe.StoreEvent;
import dev.parley.core.store.ReadOnlyMode;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns writes away before they take a connection. What callers entered holds the conversations back, and nothing else: leases,
 * sessions and users go on, or whoever entered it could not even keep the lease under which it did. What the server says holds
 * for all.
 */
final class WriteGate implements ReadOnlyMode, AutoCloseable {

    private final ConcurrentSkipListMap<String, Long> reasons = new ConcurrentSkipListMap<>();
    private final StoreEvents events;
    private final LongSupplier nanoTime;
    private final PrimarySearch search;

    WriteGate(StoreEvents events, LongSupplier nanoTime, PrimarySearch search) {
        this.events = events;
        this.nanoTime = nanoTime;
        this.search = search;
    }

    @Override
    public void enter(String reason) {
        ReadOnlyMode.requireReason(reason);
        hold(reason);
    }

    @Override
    public void leave(String reason) {
        ReadOnlyMode.requireReason(reason);
        release(reason);
    }

    @Override
    public Set<String> reasons() {
        return Collections.unmodifiableSet(new TreeSet<>(reasons.keySet()));
    }

    /** For what writes conversations. */
    void requireOpen() {
        if (!reasons.isEmpty()) {
            throw refusal();
        }
    }

    /** For what writes anything else. */
    void requireServer() {
        if (reasons.containsKey(SERVER)) {
            throw refusal();
        }
    }

    private static ChatException refusal() {
        return ChatException.passing(
                ErrorCode.STORE_READ_ONLY, "The database takes no writes", Failures.RETRY_AFTER, null);
    }

    /** The server has refused a write. Until it takes some again it is not asked in vain. */
    void serverTakesNone() {
        if (hold(SERVER)) {
            search.begin(() -> release(SERVER));
        }
    }

    private boolean hold(String reason) {
        boolean first = reasons.putIfAbsent(reason, nanoTime.getAsLong()) == null;
        if (first) {
            events.tell(new StoreEvent.WritesHeld(reason));
        }
        return first;
    }

    private void release(String reason) {
        @Nullable Long since = reasons.remove(reason);
        if (since != null) {
            events.tell(new StoreEvent.WritesReleased(reason, Duration.ofNanos(nanoTime.getAsLong() - since)));
        }
    }

    @Override
    public void close() {
        search.close();
    }
}
