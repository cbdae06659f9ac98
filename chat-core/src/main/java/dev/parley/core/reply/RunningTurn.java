package dev.parley.core.reply;

import dev.parley.core.message.TurnFailure;
import dev.parley.core.store.TurnLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One attempt on this node. Many may want to end it (its responder, the clock, a user, another node); the first one
 * {@linkplain #end ends} it and does what that takes.
 */
final class RunningTurn implements ReplySink, Cancellation {

    /** Keeps fragments and ends attempts, for the sink. */
    interface Keeper {
        Kept keep(RunningTurn turn, int offset, String text);

        void broken(RunningTurn turn, TurnFailure failure);

        void lost(RunningTurn turn);
    }

    /** What the store says to a fragment. */
    enum Kept {
        KEPT,
        /** The store can't be reached; it is tried again with what comes next. */
        LATER,
        LOST
    }

    private static final int BATCH = 4_096;

    /** What is said so soon is most often said to the end before anybody could read it: it is not worth a write. */
    private static final long INSTANT_NANOS = Duration.ofMillis(5).toNanos();

    private final TurnLease lease;
    private final Bot bot;
    private final Keeper keeper;
    private final ReplyText text;
    private final long flushNanos;
    private final long begun = System.nanoTime();

    /** Guards the text, and keeps what is kept in order. */
    private final ReentrantLock speaking = new ReentrantLock();

    /** What the store may or may not have kept; it is told the very same again before anything else. */
    private @Nullable String unsure;

    private volatile long keptAt;
    private volatile @Nullable Duration firstFragment;

    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long endedAt;
    private final AtomicBoolean abandoned = new AtomicBoolean();

    // Under the lock of the list.
    private final List<Runnable> onEnd = new ArrayList<>();
    private @Nullable Thread speaker;

    private final AtomicBoolean keepingUp = new AtomicBoolean();

    RunningTurn(TurnLease lease, Bot bot, Keeper keeper, int maxCodePoints, Duration flush) {
        this.lease = lease;
        this.bot = bot;
        this.keeper = keeper;
        this.text = new ReplyText(maxCodePoints);
        this.flushNanos = flush.toNanos();
        this.keptAt = begun - flushNanos + Math.min(flushNanos, INSTANT_NANOS);
    }

    TurnLease lease() {
        return lease;
    }

    Bot bot() {
        return bot;
    }

    @Override
    public void write(CharSequence more) {
        speaking.lock();
        try {
            requireWanted();
            TurnFailure failure = text.append(more);
            if (failure != null) {
                keeper.broken(this, failure);
                throw unwanted();
            }
            if (text.unkept() > 0 && (text.unkept() >= BATCH || sinceKept() >= flushNanos)) {
                flush();
                requireWanted();
            }
        } finally {
            speaking.unlock();
        }
    }

    private void requireWanted() {
        if (ended.get()) {
            throw unwanted();
        }
    }

    private static CancellationException unwanted() {
        return new CancellationException("The turn has ended");
    }

    private long sinceKept() {
        return System.nanoTime() - keptAt;
    }

    private void flush() {
        String before = unsure;
        String fragment = before == null ? text.rest() : before;
        Kept kept = keeper.keep(this, text.kept(), fragment);
        keptAt = System.nanoTime();
        if (kept == Kept.LOST) {
            keeper.lost(this);
        } else if (kept == Kept.LATER) {
            unsure = fragment.isEmpty() ? null : fragment;
        } else {
            unsure = null;
            if (firstFragment == null && !fragment.isEmpty()) {
                firstFragment = took();
            }
            text.keep(fragment.length());
        }
    }

    /** {@return whether {@link #keepUp} has something to do} */
    boolean isBehind(Duration renewAfter) {
        long since = sinceKept();
        return since >= renewAfter.toNanos() || (since >= flushNanos && hasUnkept());
    }

    private boolean hasUnkept() {
        if (!speaking.tryLock()) {
            return false;
        }
        try {
            return text.unkept() > 0;
        } finally {
            speaking.unlock();
        }
    }

    /** {@return whether nobody is about to call {@link #keepUp}} The caller is to. */
    boolean claimKeepUp() {
        return keepingUp.compareAndSet(false, true);
    }

    /** Keeps what was said, or just the lease, unless the responder is at it itself. */
    void keepUp(Duration renewAfter) {
        keepingUp.set(false);
        if (!speaking.tryLock()) {
            return;
        }
        try {
            if (!ended.get() && isBehind(renewAfter)) {
                flush();
            }
        } finally {
            speaking.unlock();
        }
    }

    /** {@return everything that was said, or null if it ends within a character} */
    @Nullable
    String said() {
        speaking.lock();
        try {
            return text.endsInThePair() ? null : text.toString();
        } finally {
            speaking.unlock();
        }
    }

    Duration took() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Nullable
    Duration firstFragment() {
        return firstFragment;
    }

    boolean isOverdue() {
        return System.nanoTime() - begun > bot.policy().timeout().toNanos();
    }

    /** {@return whether this call has ended the attempt} Whoever did carries on from there. */
    boolean end() {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            endedAt = System.nanoTime();
        }
        return first;
    }

    /** {@return whether the attempt ended so long ago that its responder should have noticed} */
    boolean lingers(Duration patience) {
        return ended.get() && System.nanoTime() - endedAt > patience.toNanos();
    }

    /** Runs the responder. */
    ReplyOutcome speak(Turn turn) {
        synchronized (onEnd) {
            speaker = Thread.currentThread();
        }
        try {
            return bot.responder().respond(turn, this, this);
        } finally {
            synchronized (onEnd) {
                speaker = null;
            }
            // Meant for the responder or set by it: not for what the thread does next.
            Thread.interrupted();
        }
    }

    /** {@return whether {@link #cancel} has something to do} */
    boolean hasOnEnd() {
        synchronized (onEnd) {
            return !onEnd.isEmpty();
        }
    }

    /** Tells the responder that the attempt has ended. */
    void cancel() {
        List<Runnable> actions;
        synchronized (onEnd) {
            actions = List.copyOf(onEnd);
            onEnd.clear();
        }
        actions.forEach(RunningTurn::runSafely);
    }

    /** Tells a responder that may not listen, if it is still at it, in another thread. */
    void interrupt() {
        synchronized (onEnd) {
            if (speaker != null && speaker != Thread.currentThread()) {
                speaker.interrupt();
            }
        }
    }

    /** Settles who frees the slot, the responder that returns or who gives up on it; {@return whether the caller does} */
    boolean settleSlot() {
        return abandoned.compareAndSet(false, true);
    }

    @Override
    public boolean requested() {
        return ended.get();
    }

    @Override
    public void onRequest(Runnable action) {
        synchronized (onEnd) {
            onEnd.add(action);
        }
        if (ended.get()) {
            cancel();
        }
    }

    private static void runSafely(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(Responder.class).warn("A cancellation failed", e);
        }
    }
}
