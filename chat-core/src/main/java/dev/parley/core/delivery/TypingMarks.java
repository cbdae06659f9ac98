package dev.parley.core.delivery;

import dev.parley.core.message.UserId;
import java.time.Duration;
import java.util.ArrayList;
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

    /**
     * Adds the others that began to type after a version and not too long ago, at most so many events in all.
     *
     * @return whether there was room for them
     */
    boolean since(long version, UserId self, int max, List<LiveEvent> events) {
        if (marks.isEmpty()) {
            return true;
        }
        long now = System.nanoTime();
        marks.values().removeIf(mark -> now - mark.nanos() > SHOWN_NANOS);
        List<LiveEvent> typing = new ArrayList<>();
        marks.forEach((user, mark) -> {
            if (mark.version() > version && !user.equals(self)) {
                typing.add(new LiveEvent.Typing(user));
            }
        });
        int room = max - events.size();
        if (room <= 0 && !typing.isEmpty()) {
            return false;
        }
        // Who types goes on to be told of: what finds no room now is no loss.
        events.addAll(typing.subList(0, Math.min(room, typing.size())));
        return true;
    }
}
