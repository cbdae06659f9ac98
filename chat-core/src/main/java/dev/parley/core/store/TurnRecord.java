package dev.parley.core.store;

import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One in-memory turn. Guarded by the conversation's lock, but for {@link #dueAt}, which a search for due turns reads. */
final class TurnRecord {

    final TurnId id;
    final TenantId tenant;

    /** The ordinals of the messages, by which they are found without a search; 0 for no answer. */
    final long questionOrdinal;

    long answerOrdinal;

    TurnState state = TurnState.PENDING;
    int attempt;
    int tries;

    @Nullable
    TurnFailure failure;

    /** When it can be claimed: for a running one the end of its lease. Counts only for the first in line. */
    volatile Instant dueAt;

    private @Nullable StringBuilder text;

    private @Nullable MessageId answer;

    TurnRecord(Message question, UserId bot, TenantId tenant, Instant now) {
        this.id = new TurnId(question.id().conversation(), question.seq(), bot);
        this.questionOrdinal = question.ordinal();
        this.tenant = tenant;
        this.dueAt = now;
    }

    TurnLease begin(Instant leaseEnd) {
        state = TurnState.RUNNING;
        attempt++;
        tries++;
        text = null;
        dueAt = leaseEnd;
        return new TurnLease(id, tenant, attempt, tries);
    }

    boolean heldBy(TurnLease lease) {
        return state == TurnState.RUNNING && attempt == lease.attempt();
    }

    void write(int offset, String fragment) {
        if (fragment.isEmpty() || offset + fragment.length() <= length()) {
            return;
        }
        if (offset != length()) {
            throw new IllegalArgumentException(
                    "A fragment at " + offset + " does not follow the " + length() + " units before it");
        }
        if (text == null) {
            text = new StringBuilder();
        }
        text.append(fragment);
    }

    void release(Instant due, boolean counts) {
        state = TurnState.PENDING;
        text = null;
        dueAt = due;
        if (!counts) {
            tries--;
        }
    }

    void end(TurnState last, @Nullable TurnFailure reason, @Nullable Message posted) {
        state = last;
        failure = reason;
        answer = posted == null ? null : posted.id();
        answerOrdinal = posted == null ? 0 : posted.ordinal();
        text = null;
    }

    int length() {
        return text == null ? 0 : text.length();
    }

    String text() {
        return text == null ? "" : text.toString();
    }

    TurnStatus status() {
        return new TurnStatus(id, state, attempt, failure, answer);
    }

    LiveTurn live() {
        return new LiveTurn(id, attempt, state, length());
    }
}
