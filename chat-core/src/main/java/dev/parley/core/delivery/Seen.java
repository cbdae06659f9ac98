package dev.parley.core.delivery;

import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one subscriber has been told beside the log. For the thread of the consumer, under the lock of the feed. */
final class Seen {

    private final Map<TurnId, Progress> turns = new HashMap<>();

    /** What had ended before the subscriber came is no news. */
    private final long start;

    private long version;

    /** The version up to which it was told who has read. */
    private long reading;

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
                complete &= tell(turn, cursor, max, events);
            }
        }
        if (complete) {
            reading = feed.reading().since(reading, max, events);
            complete = feed.reading().noneSince(reading);
        }
        if (complete && feed.typing().since(version, view.user(), max, events)) {
            version = now;
            forget(feed.board());
        }
    }

    /** {@return whether everything could be told} */
    private boolean tell(BoardTurn turn, long cursor, int max, List<LiveEvent> events) {
        TurnStatus status = turn.status();
        if (status.id().seq() > cursor
                || (status.answer() != null && status.answer().seq() > cursor)) {
            // The messages come first: by an entry between them and the cursor the subscriber may be gone.
            return false;
        }
        Progress before = turns.get(status.id());
        if (status.state().finished()) {
            return tellEnd(turn, before, max, events);
        }
        boolean sameAttempt = before != null && before.attempt() == status.attempt();
        int offset = before != null && sameAttempt ? Math.min(before.offset(), turn.length()) : 0;
        if (before == null || !sameAttempt || before.state() != status.state()) {
            if (events.size() >= max) {
                return false;
            }
            events.add(turn.change());
            turns.put(status.id(), new Progress(status.state(), status.attempt(), offset));
        }
        if (turn.length() > offset) {
            if (events.size() >= max) {
                return false;
            }
            events.add(turn.after(offset));
        }
        turns.put(status.id(), new Progress(status.state(), status.attempt(), turn.length()));
        return true;
    }

    private boolean tellEnd(BoardTurn turn, @Nullable Progress before, int max, List<LiveEvent> events) {
        TurnStatus status = turn.status();
        boolean told = before != null && before.state().finished();
        if (told || (before == null && turn.version() <= start)) {
            return true;
        }
        if (events.size() >= max) {
            return false;
        }
        events.add(turn.change());
        turns.put(status.id(), new Progress(status.state(), status.attempt(), 0));
        return true;
    }

    /** Forgets what is over: with the version past them, ends that were told are not told again. */
    private void forget(TurnBoard board) {
        turns.entrySet().removeIf(seen -> seen.getValue().state().finished() || !board.has(seen.getKey()));
    }
}
