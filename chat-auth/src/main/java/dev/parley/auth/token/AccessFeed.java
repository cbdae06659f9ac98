package dev.parley.auth.token;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.time.Deadline;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Reads on in one {@link AccessChanges}. Used by one thread; how old its news are is seen by all. */
final class AccessFeed {

    private static final int PAGE = 1000;
    private static final long NOT_BEGUN = -1;

    private final AccessChanges changes;
    private final LongSupplier nanoTime;
    private long cursor = NOT_BEGUN;
    private volatile long readNanos;

    AccessFeed(AccessChanges changes, LongSupplier nanoTime, long neverNanos) {
        this.changes = changes;
        this.nanoTime = nanoTime;
        this.readNanos = neverNanos;
    }

    /** {@return when the reading began that brought all news that there were} */
    long readNanos() {
        return readNanos;
    }

    /**
     * Reads all news.
     *
     * @param changed takes each subject whose access has changed
     * @param all is told when whatever was read before must be distrusted
     * @param deadline by when to answer
     */
    void poll(Consumer<Subject.Name> changed, Runnable all, Deadline deadline) {
        boolean more = true;
        while (more) {
            long began = nanoTime.getAsLong();
            if (cursor == NOT_BEGUN) {
                cursor = changes.head(deadline);
                all.run();
            }
            AccessChanges.Changes page = changes.since(cursor, PAGE, deadline);
            page.changes().forEach(change -> changed.accept(new Subject.Name(change.tenant(), change.user())));
            if (page.truncated()) {
                all.run();
            }
            cursor = page.cursor();
            more = page.changes().size() >= PAGE;
            if (!more) {
                readNanos = began;
            }
        }
    }
}
