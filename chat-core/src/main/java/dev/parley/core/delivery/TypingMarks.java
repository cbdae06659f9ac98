package dev.parley.core.delivery;

import dev.parley.core.message.UserId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who has been typing in one conversation just now. Guarded by the lock of its feed. */
final class TypingMarks {

    private static final int MAX_USERS = 64;
    private static final long SHOWN_NANOS = Duration.ofSeconds(5).toNanos();

    private final Map<UserId, Mark> marks = new LinkedHashMap<>();

    private record Mark(long version, long nanos) {}

    void mark(UserId user, long version) {
        marks.remove(user);
        marks.put(user, new Mark(version, System.nanoTime()));
        if (marks.size() > MAX_USERS) {
            marks.remove(marks.keySet().iterator().next());
        }
    }

    /** Adds the others that began to type after a version and not too long ago. */
    void since(long version, UserId self, List<LiveEvent> events) {
        if (marks.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        marks.values().removeIf(mark -> now - mark.nanos() > SHOWN_NANOS);
        marks.forEach((user, mark) -> {
            if (mark.version() > version && !user.equals(self)) {
                events.add(new LiveEvent.Typing(user));
            }
        });
    }
}
