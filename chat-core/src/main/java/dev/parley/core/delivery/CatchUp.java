package dev.parley.core.delivery;

import dev.parley.core.message.Entry;
import dev.parley.core.message.TenantId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads the log for a subscriber that is behind what its feed still knows: one page at a time, so that it costs no more than
 * that, and only when the subscriber asks. For the thread of the consumer, but for what the reading thread does.
 */
final class CatchUp {

    private static final int PAGE = 50;

    private final Feed feed;
    private final Runnable arrived;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Page page = Page.NONE;
    private volatile boolean starved;

    /** What was read, and how often something had been wiped until then. */
    private record Page(List<Entry> entries, long wipes) {
        static final Page NONE = new Page(List.of(), 0);
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
        Page known = page;
        int size = known.entries().size();
        page = count == size ? Page.NONE : new Page(known.entries().subList(count, size), known.wipes());
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
        feed.reads()
                .later(
                        (store, deadline) -> store.entries(tenant, feed.id, after, PAGE, deadline),
                        entries -> {
                            if (entries.isEmpty()) {
                                starve();
                            } else {
                                page = new Page(entries, wipes);
                                reading.set(false);
                                arrived.run();
                            }
                        },
                        this::starve);
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
