package dev.parley.core.delivery;

import dev.parley.core.message.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Up to where the participants of one conversation have read, as far as that was heard of just now: what is older stands in
 * the store for whoever comes. Guarded by the lock of its feed.
 */
final class ReadMarks {

    private static final int MAX_USERS = 256;
    private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<UserId, Mark> users = new HashMap<>();

    /** The same by the version at which each was heard, every one of which is another. */
    private final NavigableMap<Long, Mark> marks = new TreeMap<>();

    private record Mark(LiveEvent.Read event, long version, long nanos) {}

    /** {@return whether it is news} */
    boolean mark(UserId user, long seq, long version) {
        Mark before = users.get(user);
        if (before != null && before.event().seq() >= seq) {
            return false;
        }
        if (before != null) {
            marks.remove(before.version());
        }
        Mark mark = new Mark(new LiveEvent.Read(user, seq), version, System.nanoTime());
        users.put(user, mark);
        marks.put(version, mark);
        while (marks.size() > MAX_USERS || isOld(marks.firstEntry().getValue())) {
            users.remove(marks.pollFirstEntry().getValue().event().user());
        }
        return true;
    }

    private static boolean isOld(Mark mark) {
        return System.nanoTime() - mark.nanos() > KEPT_NANOS;
    }

    /** Forgets everybody: one of them may have been erased. */
    void forget() {
        users.clear();
        marks.clear();
    }

    /**
     * Adds those that were heard after a version, the oldest first, at most so many events in all.
     *
     * @return the version of the last that was added, or the one given
     */
    long since(long version, int max, List<LiveEvent> events) {
        long told = version;
        for (Mark mark : marks.tailMap(version, false).values()) {
            if (events.size() >= max) {
                break;
            }
            if (!isOld(mark)) {
                events.add(mark.event());
            }
            told = mark.version();
        }
        return told;
    }

    /** {@return whether nothing was heard after a version} */
    boolean noneSince(long version) {
        return marks.isEmpty() || marks.lastKey() <= version;
    }
}
