package dev.parley.core.delivery;

import dev.parley.core.message.Entry;
import dev.parley.core.store.FeedSeat;
import dev.parley.core.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** One subscriber of a feed: a cursor, and what it was told beside the log. */
final class FeedSubscription implements Subscription {

    private final Feed feed;
    private final UserView view;
    private final AccessCheck access;
    private final BiConsumer<FeedSubscription, @Nullable EndReason> onEnd;
    private final Seen seen;

    private volatile long cursor;

    /** Set when a poll gave nothing. */
    private final Alarm alarm = new Alarm();

    /** Counts what happens to this subscriber alone. */
    private final AtomicLong own = new AtomicLong();

    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable EndReason ending;

    private final CatchUp catchUp;
    private volatile boolean starved;
    /** Whether it has to be asked if the participant still takes part; nothing is given out until then. */
    private volatile boolean doubtful;

    FeedSubscription(
            Feed feed,
            UserView view,
            long after,
            AccessCheck access,
            BiConsumer<FeedSubscription, @Nullable EndReason> onEnd) {
        this.feed = feed;
        this.view = view;
        this.cursor = after;
        this.access = access;
        this.onEnd = onEnd;
        this.seen = new Seen(feed.version());
        this.catchUp = new CatchUp(feed, this::happened);
    }

    Feed feed() {
        return feed;
    }

    UserView view() {
        return view;
    }

    @Override
    public long cursor() {
        return cursor;
    }

    @Override
    public List<LiveEvent> poll(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("max is " + max + " and must be at least 1");
        }
        long feedVersion = feed.version();
        long ownVersion = own.get();
        List<LiveEvent> events = collect(max);
        if (events.isEmpty() && !over.get()) {
            alarm.set();
            if (feedVersion != feed.version() || ownVersion != own.get()) {
                wakeElsewhere();
            }
        }
        return events;
    }

    private List<LiveEvent> collect(int max) {
        if (over.get()) {
            return List.of();
        }
        EndReason reason = ending;
        if (reason != null) {
            return end(reason) ? List.of(new LiveEvent.Ended(reason, cursor)) : List.of();
        }
        if (doubtful) {
            return List.of();
        }
        List<Entry> known = catchUp.page();
        long first = catchUp.firstSeq();
        if (first > cursor + 1) {
            cursor = first - 1;
            catchUp.truncationGiven();
            return List.of(new LiveEvent.Truncated(first));
        }
        if (!known.isEmpty()) {
            return fromLog(known, max);
        }
        feed.lock.lock();
        try {
            if (!feed.ring().covers(cursor)) {
                catchUp.read(cursor);
                return List.of();
            }
            return fromRing(max);
        } finally {
            feed.lock.unlock();
        }
    }

    private List<LiveEvent> fromRing(int max) {
        List<LiveEvent> entries = feed.ring().after(cursor, max);
        if (!entries.isEmpty()) {
            if (view.seesEverything() && !feed.ring().hasLeftAfter(cursor)) {
                cursor = ((LiveEvent.Appended) entries.get(entries.size() - 1))
                        .entry()
                        .seq();
                return entries;
            }
            List<LiveEvent> shown = new ArrayList<>(entries.size());
            for (LiveEvent event : entries) {
                if (!give((LiveEvent.Appended) event, shown)) {
                    break;
                }
            }
            return shown;
        }
        if (!seen.isBehind(feed)) {
            return List.of();
        }
        List<LiveEvent> events = new ArrayList<>(2);
        seen.news(feed, view, cursor, max, events);
        return events;
    }

    private List<LiveEvent> fromLog(List<Entry> known, int max) {
        List<LiveEvent> shown = new ArrayList<>();
        boolean goesOn = true;
        for (int i = 0; goesOn && i < Math.min(max, known.size()); i++) {
            goesOn = give(new LiveEvent.Appended(known.get(i)), shown);
        }
        catchUp.given(shown.size());
        return shown;
    }

    /** Gives one entry out and {@return whether the next may follow} */
    private boolean give(LiveEvent.Appended event, List<LiveEvent> shown) {
        Entry entry = event.entry();
        Entry visible = view.show(entry);
        shown.add(visible == entry ? event : new LiveEvent.Appended(visible));
        cursor = entry.seq();
        if (view.isOwnDeparture(entry)) {
            ending = EndReason.REMOVED;
            return false;
        }
        if (view.maybeOwnDeparture(entry)) {
            askForSeat();
            return false;
        }
        return true;
    }

    private void askForSeat() {
        doubtful = true;
        feed.reads()
                .later(
                        (store, deadline) -> store.seat(view.principal(), feed.id, deadline),
                        this::seatFound,
                        () -> starved = true);
    }

    private void seatFound(Optional<FeedSeat> seat) {
        // Who sees another part now was gone in between.
        if (seat.isEmpty() || seat.get().visibleFrom() != view.seat().visibleFrom()) {
            ending = EndReason.REMOVED;
        }
        doubtful = false;
        happened();
    }

    /** Asks for access, and again for what the store could not tell before. */
    void tick() {
        boolean holds;
        try {
            holds = access.holds();
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(AccessCheck.class).warn("An access check failed", e);
            holds = false;
        }
        if (!holds) {
            endLater(EndReason.REVOKED);
        } else if (starved) {
            starved = false;
            askForSeat();
        } else {
            catchUp.tick();
        }
    }

    /** Has the consumer find the end with its next poll. */
    void endLater(EndReason reason) {
        if (ending == null) {
            ending = reason;
            happened();
        }
    }

    private void happened() {
        own.incrementAndGet();
        wakeElsewhere();
    }

    /** Tells the consumer in this thread. */
    void wakeHere() {
        if (alarm.ring()) {
            tell();
        }
    }

    private void wakeElsewhere() {
        if (alarm.ring()) {
            feed.audience().wake(this);
        }
    }

    void tell() {
        if (!over.get()) {
            alarm.run();
        }
    }

    @Override
    public void onReady(Runnable action) {
        if (alarm.onRing(action)) {
            feed.audience().wake(this);
        }
    }

    @Override
    public List<LiveEvent> take(int max, Deadline deadline) {
        alarm.beginToWait();
        try {
            while (true) {
                List<LiveEvent> events = poll(max);
                if (!events.isEmpty()
                        || over.get()
                        || deadline.expired()
                        || Thread.currentThread().isInterrupted()) {
                    return events;
                }
                alarm.park(deadline.remaining().toNanos());
            }
        } finally {
            alarm.endToWait();
        }
    }

    private boolean end(@Nullable EndReason reason) {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            catchUp.drop();
            alarm.unpark();
            onEnd.accept(this, reason);
        }
        return first;
    }

    @Override
    public void close() {
        end(null);
    }
}
