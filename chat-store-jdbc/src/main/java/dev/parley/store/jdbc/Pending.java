package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.MessageId;
import dev.parley.core.time.Deadline;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A draft on its way into the log, and the thread that waits for it. Its state changes under the lock of its line. */
final class Pending {

    /** Where it is. */
    enum State {
        /** In the queue. */
        WAITING,
        /** Its thread is to commit the next batch, with this draft in it, or does so. */
        LEADING,
        /** In the batch of another thread, which has not begun to write. */
        TAKEN,
        /** In the batch of another thread, which may be writing it. */
        SEALED,
        /** Its thread has gone; nothing of it is written. */
        WITHDRAWN,
        /** It is known what came of it. */
        SETTLED
    }

    private final Principal author;
    private final ConversationId conversation;
    private final Draft draft;
    private final Deadline deadline;
    private final Thread sender = Thread.currentThread();
    private volatile State state = State.WAITING;

    /** Written before the state is settled, and read after. */
    private @Nullable Settlement settlement;

    Pending(Principal author, ConversationId conversation, Draft draft, Deadline deadline) {
        this.author = author;
        this.conversation = conversation;
        this.draft = draft;
        this.deadline = deadline;
    }

    Principal author() {
        return author;
    }

    ConversationId conversation() {
        return conversation;
    }

    Draft draft() {
        return draft;
    }

    Deadline deadline() {
        return deadline;
    }

    /** {@return the message of the same conversation that it replies to, or null} */
    @Nullable
    Long replySeq() {
        return draft.replyTo()
                .filter(message -> message.conversation().equals(conversation))
                .map(MessageId::seq)
                .orElse(null);
    }

    State state() {
        return state;
    }

    void enter(State next) {
        state = next;
    }

    /** Says what came of it. For the thread that has it in its batch; its own hears of it when the state is settled. */
    void settle(Settlement known) {
        settlement = known;
    }

    /** {@return what came of it, when its state is settled} */
    Settlement settlement() {
        // A leader that broke down may have done so after the commit.
        return settlement == null
                ? new Settlement.Failed(ChatException.fault(
                        ErrorCode.OUTCOME_UNKNOWN, "The thread that wrote the message failed", null))
                : settlement;
    }

    /** Wakes its thread. */
    void wake() {
        if (sender != Thread.currentThread()) {
            LockSupport.unpark(sender);
        }
    }
}
