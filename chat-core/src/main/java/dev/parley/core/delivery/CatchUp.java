package dev.parley.core.delivery;

import dev.parley.core.message.Entry;
import dev.parley.core.message.TenantId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads the log for a subscriber that is behind what its feed still knows: one page at a time, and only when the subscriber
 * asks, so that one who never comes back for it holds a page and no more. A page is bounded by the length of its texts; how
 * many entries are asked for follows how many fitted before. For the thread of the consumer, but for what the reading thread
 * does.
 */
final class CatchUp {

    private static final int MAX_ENTRIES = 50;
    private static final int MAX_CHARS = 32 * 1024;

    private final Feed feed;
    private final Runnable arrived;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Page page = Page.NONE;
    private volatile boolean starved;
    private volatile int next = MAX_ENTRIES;

    /** What was read, and how often something had been wiped until then. */
    private record Page(List<Entry> entries, long wipes) {
        static final Page NONE = new Page(List.of(), 0);

        /** A copy: what was given out must not be held any longer. */
        Page from(int index) {
            return index == entries.size()
                    ? NONE
                    : new Page(List.copyOf(entries.subList(index, entries.size())), wipes);
        }
    }

    CatchUp(Feed feed, Runnable arrived) {
        this.feed = feed;
        this.arrived = arrived;
    }

    /** {@return what was read and not given out} */
    List<Entry> page() {
        Page known = page;
        if (!known.entries().isEmpty() && known.wipes() != feed.wipes()) {
            // What was wiped since must not be shown: it is read anew.
            page = Page.NONE;
            return List.of();
        }
        return known.entries();
    }

    /** Takes from the page what was given out. */
    void given(int count) {
        page = page.from(count);
    }

    /** Has the next page read. Under the lock of the feed. */
    void read(long after) {
        TenantId tenant = feed.tenant();
        if (tenant == null || !reading.compareAndSet(false, true)) {
            return;
        }
        if (!page.entries().isEmpty()) {
            // It has come since it was looked for; to read it again would be to give it out again.
            reading.set(false);
            return;
        }
        long wipes = feed.wipes();
        int limit = next;
        feed.reads()
                .later(
                        (store, deadline) -> store.entries(tenant, feed.id, after, limit, deadline),
                        entries -> {
                            if (entries.isEmpty()) {
                                starve();
                            } else {
                                page = new Page(fitting(entries), wipes);
                                reading.set(false);
                                arrived.run();
                            }
                        },
                        this::starve);
    }

    /** {@return as many of the entries as a page may hold, one at least} */
    private List<Entry> fitting(List<Entry> entries) {
        int count = 0;
        long chars = 0;
        while (count < entries.size() && (count == 0 || chars + EntryRing.length(entries.get(count)) <= MAX_CHARS)) {
            chars += EntryRing.length(entries.get(count));
            count++;
        }
        next = count < entries.size() ? count : Math.min(MAX_ENTRIES, 2 * count);
        return List.copyOf(entries.subList(0, count));
    }

    /** Waits for the next tick to ask again. In this order: who is told by the tick must find that nobody reads. */
    private void starve() {
        reading.set(false);
        starved = true;
    }

    /** Has the consumer ask again for what could not be read. */
    void tick() {
        if (starved) {
            starved = false;
            arrived.run();
        }
    }

    void drop() {
        page = Page.NONE;
    }
}
