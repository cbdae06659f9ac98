package dev.parley.testkit;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.Cancellation;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.Responder;
import dev.parley.core.reply.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One attempt of a responder: what it says, to the end and after it. Run in the thread that calls {@link #run}. */
final class Rehearsal {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    final Stop cancellation = new Stop();
    private final Turn turn;
    private final Runnable onWrite;
    private final List<String> fragments = new ArrayList<>();
    private @Nullable Thread speaker;
    private boolean strange;
    private boolean over;
    private boolean late;
    private @Nullable ReplyOutcome outcome;
    private @Nullable RuntimeException thrown;
    private boolean interrupted;

    /** Can be requested. */
    static final class Stop implements Cancellation {
        private final List<Runnable> actions = new ArrayList<>();
        private boolean requested;

        @Override
        public synchronized boolean requested() {
            return requested;
        }

        @Override
        public void onRequest(Runnable action) {
            synchronized (this) {
                if (!requested) {
                    actions.add(action);
                    return;
                }
            }
            action.run();
        }

        void request() {
            List<Runnable> pending;
            synchronized (this) {
                requested = true;
                pending = List.copyOf(actions);
                actions.clear();
            }
            pending.forEach(Runnable::run);
        }
    }

    /**
     * An attempt.
     *
     * @param turn what is asked
     * @param onWrite done in the sink after each fragment was taken; what it throws, the sink throws
     */
    Rehearsal(Turn turn, Runnable onWrite) {
        this.turn = turn;
        this.onWrite = onWrite;
    }

    static Turn turn(String question) {
        TurnId id = new TurnId(new ConversationId(UUID.randomUUID()), 1, new UserId("bot"));
        Message message = new Message(
                new MessageId(id.conversation(), 1),
                new UserId("alice"),
                MessageKind.USER,
                question,
                null,
                AT,
                null,
                1,
                false,
                1,
                null);
        return new Turn(id, TenantId.DEFAULT, 1, message, List.of());
    }

    /** The same turn once more. */
    static Turn again(Turn turn, int attempt) {
        return new Turn(turn.id(), turn.tenant(), attempt, turn.question(), turn.history());
    }

    Rehearsal run(Responder responder) {
        speaker = Thread.currentThread();
        try {
            outcome = responder.respond(turn, this::write, cancellation);
        } catch (RuntimeException e) {
            thrown = e;
        }
        interrupted = Thread.interrupted();
        synchronized (this) {
            over = true;
        }
        return this;
    }

    /** Runs in a thread of its own, for a responder that does not end must not hold up the test. */
    Rehearsal runApart(Responder responder) {
        return Concurrently.run(1, number -> run(responder)).get(0);
    }

    private void write(CharSequence text) {
        synchronized (this) {
            if (over) {
                late = true;
                return;
            }
            strange |= Thread.currentThread() != speaker;
            fragments.add(text.toString());
        }
        onWrite.run();
    }

    synchronized int written() {
        return fragments.size();
    }

    synchronized String text() {
        return String.join("", fragments);
    }

    /** Whether another thread than that of the turn wrote something. */
    synchronized boolean wroteElsewhere() {
        return strange;
    }

    /** Whether something was written after the end. */
    synchronized boolean wroteLate() {
        return late;
    }

    boolean completed() {
        return outcome instanceof ReplyOutcome.Completed;
    }

    boolean stopped() {
        return outcome instanceof ReplyOutcome.Stopped;
    }

    /** Whether it has ended in one of the ways in which one ends who was told to. */
    boolean gaveUp() {
        return (outcome != null && !completed()) || thrown instanceof CancellationException;
    }

    @Nullable
    RuntimeException thrown() {
        return thrown;
    }

    /** Whether the interrupt was still there at the end. */
    boolean interrupted() {
        return interrupted;
    }
}
