package dev.parley.core.delivery;

import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one subscriber has been told beside the log. For the thread of the consumer, under the lock of the feed. */
final class Seen {

    private final Map<TurnId, Progress> turns = new HashMap<>();

    /** What had ended before the subscriber came is no news. */
    private final long start;

    private long version;

    private record Progress(TurnState state, int attempt, int offset) {}

    Seen(long start) {
        this.start = start;
    }

    boolean isBehind(Feed feed) {
        return feed.version() != version;
    }

    /** Adds news, at most so many, for a subscriber who has all entries up to the cursor. */
    void news(Feed feed, UserView view, long cursor, int max, List<LiveEvent> events) {
        long now = feed.version();
        boolean complete = true;
        for (BoardTurn turn : feed.board().turns()) {
            if (turn.version() > version && view.sees(turn.status().id().seq())) {
                if (events.size() + 2 > max && !events.isEmpty()) {
                    complete = false;
                    break;
                }
                complete &= tell(turn, cursor, events);
            }
        }
        if (complete) {
            feed.typing().since(version, view.user(), events);
            version = now;
        }
    }

    /** {@return whether everything could be told} */
    private boolean tell(BoardTurn turn, long cursor, List<LiveEvent> events) {
        TurnStatus status = turn.status();
        if (status.state().finished()) {
            return tellEnd(turn, cursor, events);
        }
        Progress before = turns.get(status.id());
        boolean sameAttempt = before != null && before.attempt() == status.attempt();
        if (before == null || !sameAttempt || before.state() != status.state()) {
            events.add(turn.change());
        }
        int offset = before != null && sameAttempt ? Math.min(before.offset(), turn.length()) : 0;
        if (turn.length() > offset) {
            events.add(turn.after(offset));
        }
        turns.put(status.id(), new Progress(status.state(), status.attempt(), turn.length()));
        return true;
    }

    private boolean tellEnd(BoardTurn turn, long cursor, List<LiveEvent> events) {
        TurnStatus status = turn.status();
        if (status.answer() != null && status.answer().seq() > cursor) {
            // The message comes first.
            return false;
        }
        boolean told = turns.remove(status.id()) != null;
        if (told || turn.version() > start) {
            events.add(turn.change());
        }
        return true;
    }
}
