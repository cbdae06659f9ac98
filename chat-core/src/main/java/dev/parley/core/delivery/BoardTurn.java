package dev.parley.core.delivery;

import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import org.jspecify.annotations.Nullable;

/** One turn as subscribers of this node see it. Guarded by the lock of its feed. */
final class BoardTurn {

    private final StringBuilder text = new StringBuilder();
    private TurnStatus status;
    private long version;
    private LiveEvent.TurnChanged change;
    private LiveEvent.@Nullable Fragment latest;

    BoardTurn(TurnStatus status, long version) {
        this.status = status;
        this.change = new LiveEvent.TurnChanged(status);
        this.version = version;
    }

    TurnStatus status() {
        return status;
    }

    /** {@return the version of the feed at which it changed last} */
    long version() {
        return version;
    }

    int length() {
        return text.length();
    }

    LiveEvent.TurnChanged change() {
        return change;
    }

    /** {@return whether news of this status are older than what is known} */
    boolean outdates(TurnStatus news) {
        return status.state().finished() || news.attempt() < status.attempt() || news.equals(status);
    }

    void become(TurnStatus news, long newVersion) {
        if (news.attempt() != status.attempt() || news.state() != TurnState.RUNNING) {
            text.setLength(0);
            latest = null;
        }
        status = news;
        change = new LiveEvent.TurnChanged(news);
        version = newVersion;
    }

    /**
     * Adds what came.
     *
     * @return whether nothing is missing between what is known and what came
     */
    boolean write(int offset, String fragment, long newVersion) {
        int known = text.length() - offset;
        if (known < 0) {
            return false;
        }
        if (known < fragment.length()) {
            text.append(fragment, known, fragment.length());
            version = newVersion;
            latest = null;
        }
        return true;
    }

    /** {@return what was said after an offset} */
    LiveEvent.Fragment after(int offset) {
        LiveEvent.Fragment fragment = latest;
        if (fragment == null || fragment.offset() != offset) {
            fragment = new LiveEvent.Fragment(status.id(), status.attempt(), offset, text.substring(offset));
            latest = fragment;
        }
        return fragment;
    }
}
