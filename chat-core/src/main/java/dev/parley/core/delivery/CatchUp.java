package dev.parley.core.delivery;

import dev.parley.core.message.Entry;
import dev.parley.core.message.TenantId;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.FeedHead;
import dev.parley.core.time.Deadline;
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

    /**
     * What was read.
     *
     * @param wipes how often something had been wiped until then
     * @param firstSeq where the log begins, if what comes before was removed and the subscriber has not been told; else 0
     */
    private record Page(List<Entry> entries, long wipes, long firstSeq) {
        static final Page NONE = new Page(List.of(), 0, 0);

        /** A copy: what was given out must not be held any longer. */
        Page from(int index) {
            return index == entries.size()
                    ? NONE
                    : new Page(List.copyOf(entries.subList(index, entries.size())), wipes, 0);
        }
    }

    /** The entries that were found behind a place, and where the log begins, as far as that is known. */
    private record Found(List<Entry> entries, long firstSeq) {

        boolean nothingAfter(long place) {
            return entries.isEmpty() && firstSeq <= place + 1;
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

    /** {@return where the log begins, if entries before what was read were removed; else 0} */
    long firstSeq() {
        return page.firstSeq();
    }

    /** Takes note that the subscriber was told where the log begins. */
    void truncationGiven() {
        page = page.from(0);
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
        if (!page.entries().isEmpty() || page.firstSeq() > 0) {
            // It has come since it was looked for; to read it again would be to give it out again.
            reading.set(false);
            return;
        }
        long wipes = feed.wipes();
        int limit = next;
        feed.reads()
                .later(
                        (store, deadline) -> find(store, tenant, after, limit, deadline),
                        found -> {
                            if (found.nothingAfter(after)) {
                                starve();
                            } else {
                                long first = found.firstSeq() > after + 1 ? found.firstSeq() : 0;
                                page = new Page(fitting(found.entries()), wipes, first);
                                reading.set(false);
                                arrived.run();
                            }
                        },
                        this::starve);
    }

    /** Entries are dense from the first that is left on, so a gap tells where that is; where none is left, the head does. */
    private Found find(ChatFeed store, TenantId tenant, long after, int limit, Deadline deadline) {
        List<Entry> entries = store.entries(tenant, feed.id, after, limit, deadline);
        if (!entries.isEmpty()) {
            return new Found(entries, entries.get(0).seq());
        }
        FeedHead head = store.heads(List.of(feed.id), deadline).get(feed.id);
        return new Found(entries, head == null ? 0 : head.firstSeq());
    }

    /** {@return as many of the entries as a page may hold, one at least if there is one} */
    private List<Entry> fitting(List<Entry> entries) {
        if (entries.isEmpty()) {
            return entries;
        }
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
