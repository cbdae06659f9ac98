package dev.parley.core.delivery;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.store.FeedHead;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One conversation on this node, as long as somebody here follows it: the newest entries and what goes on beside the log,
 * once for all subscribers.
 */
final class Feed {

    private static final int PAGE = 200;

    final ConversationId id;
    final ReentrantLock lock = new ReentrantLock();
    private final FeedReads reads;
    private final Audience audience;

    // Under the lock.
    private final LogTail tail = new LogTail();
    private final TurnBoard board = new TurnBoard();
    private final TypingMarks typing = new TypingMarks();
    private final ReadMarks reading = new ReadMarks();

    /** Counts every change; changed under the lock. */
    private final AtomicLong version = new AtomicLong();

    private final AtomicBoolean filling = new AtomicBoolean();

    /** Turns that are going to be read; a burst of fragments behind a lost one is one read. */
    private final Set<TurnId> refreshing = ConcurrentHashMap.newKeySet();

    private int users;

    Feed(ConversationId id, FeedReads reads, Executor wakeUps) {
        this.id = id;
        this.reads = reads;
        this.audience = new Audience(wakeUps);
    }

    /** Counts one more user. Only while no other thread looks for the feed. */
    void retain() {
        users++;
    }

    /** Counts one user less and {@return whether nobody is left} Only while no other thread looks for the feed. */
    boolean release() {
        users--;
        return users == 0;
    }

    Audience audience() {
        return audience;
    }

    long version() {
        return version.get();
    }

    long wipes() {
        return tail.wipes();
    }

    EntryRing ring() {
        return tail.ring();
    }

    @Nullable
    TenantId tenant() {
        return tail.tenant();
    }

    TurnBoard board() {
        return board;
    }

    TypingMarks typing() {
        return typing;
    }

    ReadMarks reading() {
        return reading;
    }

    FeedReads reads() {
        return reads;
    }

    /** Begins behind the head that was read, unless it has begun; {@return whether it has begun now} */
    boolean open(TenantId owner, long head) {
        lock.lock();
        try {
            return tail.open(owner, head);
        } finally {
            lock.unlock();
        }
    }

    void add(FeedSubscription subscription) {
        audience.add(subscription);
        fillIfBehind();
    }

    void accept(Signal signal) {
        if (signal instanceof Signal.EntryAppended appended) {
            Entry entry = appended.entry();
            change(() -> {
                tail.hear(appended.seq());
                return entry != null && tail.take(entry);
            });
            fillIfBehind();
        } else if (signal instanceof Signal.FragmentWritten fragment) {
            written(fragment);
        } else if (signal instanceof Signal.TurnChanged turn) {
            change(() -> board.changed(turn.status(), next()));
        } else if (signal instanceof Signal.UserTyping user) {
            change(() -> {
                typing.mark(user.user(), next());
                return true;
            });
        } else if (signal instanceof Signal.ReadAdvanced read) {
            change(() -> reading.mark(read.user(), read.seq(), next()));
        }
    }

    private void written(Signal.FragmentWritten fragment) {
        boolean fits = change(
                () -> board.written(fragment.turn(), fragment.attempt(), fragment.offset(), fragment.text(), next()));
        if (!fits) {
            refresh(fragment.turn());
        }
    }

    /** The version that the change under way will have. */
    private long next() {
        return version.get() + 1;
    }

    /** Makes a change under the lock and tells the audience if there is news. */
    private boolean change(BooleanSupplier change) {
        boolean changed;
        lock.lock();
        try {
            long wipes = tail.wipes();
            changed = change.getAsBoolean();
            if (tail.wipes() != wipes) {
                reading.forget();
            }
            if (changed) {
                version.incrementAndGet();
            }
        } finally {
            lock.unlock();
        }
        if (changed) {
            audience.wake();
        }
        return changed;
    }

    /** Takes notice of how far the store is. */
    void compare(FeedHead head) {
        List<TurnId> behind;
        change(() -> tail.erased(head.erasures()));
        change(() -> tail.trimmed(head.firstSeq()));
        lock.lock();
        try {
            tail.hear(head.seq());
            behind = board.behind(head.turns());
        } finally {
            lock.unlock();
        }
        fillIfBehind();
        behind.forEach(this::refresh);
    }

    private void refresh(TurnId turn) {
        if (refreshing.add(turn)) {
            reads.later(
                    (store, deadline) -> {
                        refreshing.remove(turn);
                        return store.turn(turn, deadline);
                    },
                    found -> change(() -> found.map(snapshot -> board.read(snapshot, next()))
                            .orElseGet(() -> board.gone(turn, next()))),
                    () -> refreshing.remove(turn));
        }
    }

    private void fillIfBehind() {
        if (behind() && filling.compareAndSet(false, true)) {
            reads.later(
                    (store, deadline) -> {
                        while (behind()) {
                            fillPage();
                        }
                        return true;
                    },
                    full -> {
                        filling.set(false);
                        fillIfBehind();
                    },
                    () -> filling.set(false));
        }
    }

    private boolean behind() {
        lock.lock();
        try {
            return tail.behind();
        } finally {
            lock.unlock();
        }
    }

    private void fillPage() {
        TenantId tenant;
        long after;
        long goal;
        change(tail::skipLargeGap);
        lock.lock();
        try {
            tenant = tail.tenant();
            after = tail.ring().last();
            goal = tail.heard();
        } finally {
            lock.unlock();
        }
        if (tenant == null || goal <= after) {
            return;
        }
        List<Entry> page = reads.now((store, deadline) -> store.entries(tenant, id, after, PAGE, deadline));
        change(() -> {
            if (!page.isEmpty() && page.get(0).seq() > after + 1) {
                tail.trimmed(page.get(0).seq());
            }
            page.forEach(tail::take);
            if (tail.ring().last() == after && tail.heard() == goal) {
                // It was never there: the database was restored, or a bus errs.
                tail.forgetWhatWasHeard();
            }
            return !page.isEmpty();
        });
    }
}
