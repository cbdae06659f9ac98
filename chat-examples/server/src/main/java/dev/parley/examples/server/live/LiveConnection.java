package dev.parley.examples.server.live;

import dev.parley.core.delivery.EndReason;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.message.ConversationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one client is told. Holds one batch at most: events are polled only when the connection has taken the batch before,
 * so who does not read is not polled. Holds no thread: it is woken by its feeds, by the end of a write, and by the clock.
 */
final class LiveConnection implements Wire.Sender {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConnection.class);

    /** Three bytes of UTF-8 each at most: with the largest event behind it, a batch is below 256 KiB. */
    private static final int BATCH_CHARS = 20_000;
    /** Who sends what is refused must read the refusals, too. */
    private static final int MAX_NOTES = 256;

    private final Wire wire;
    private final LiveConnections connections;
    private final Map<ConversationId, Feed> feeds = new ConcurrentHashMap<>();
    private final Queue<Feed> ready = new ConcurrentLinkedQueue<>();
    /** What is not from a feed, framed. */
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();

    private final AtomicInteger noteCount = new AtomicInteger();
    /** How often it was woken since it last had nothing to do; whoever makes it one works the rest off. */
    private final AtomicInteger wakes = new AtomicInteger();

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Whether the wire has not yet taken what it was given. */
    private volatile boolean writing;
    /** Since when it has been writing or not. */
    private volatile long since = System.nanoTime();

    private volatile boolean heartbeatDue;
    private volatile @Nullable Closing finishing;

    LiveConnection(Wire wire, LiveConnections connections) {
        this.wire = wire;
        this.connections = connections;
    }

    /** Begins while the wire is still sending something of its own, which ends with {@link #sent()}. */
    void openWriting() {
        writing = true;
    }

    int feedCount() {
        return feeds.size();
    }

    /** Adds a feed, unless there is one of the conversation. */
    boolean add(Feed feed) {
        if (feeds.putIfAbsent(feed.conversation, feed) != null) {
            return false;
        }
        feed.subscription.onReady(() -> enqueue(feed));
        enqueue(feed);
        if (closed.get()) {
            feed.subscription.close();
        }
        return true;
    }

    boolean has(ConversationId conversation) {
        return feeds.containsKey(conversation);
    }

    /** Ends a feed; the client is told. */
    boolean remove(ConversationId conversation) {
        Feed feed = feeds.get(conversation);
        if (feed == null) {
            return false;
        }
        feed.unwanted = true;
        enqueue(feed);
        return true;
    }

    private void enqueue(Feed feed) {
        if (feed.queued.compareAndSet(false, true)) {
            ready.add(feed);
            wake();
        }
    }

    /** Tells the client something beside the feeds. */
    void note(String frame) {
        if (noteCount.incrementAndGet() > MAX_NOTES) {
            cut();
        } else {
            notes.add(frame);
            wake();
        }
    }

    /** Closes as soon as all feeds have ended and everything was written. */
    void finish(Closing closing) {
        if (finishing == null) {
            finishing = closing;
        }
        wake();
    }

    /** Closes as soon as everything but the feeds was written. */
    void dismiss(Closing closing) {
        closeFeeds();
        finish(closing);
    }

    private void wake() {
        if (wakes.getAndIncrement() == 0) {
            connections.run(this::work);
        }
    }

    private void work() {
        int seen = 1;
        while (seen != 0) {
            try {
                step();
            } catch (RuntimeException e) {
                LOG.error("A live connection failed", e);
                cut();
            }
            seen = wakes.addAndGet(-seen);
        }
    }

    private void step() {
        if (writing || closed.get()) {
            return;
        }
        List<String> batch = collect();
        Closing closing = finishing;
        if (!batch.isEmpty()) {
            begin();
            wire.send(batch, this);
        } else if (closing != null && feeds.isEmpty()) {
            close();
            wire.finish(closing);
        } else if (heartbeatDue) {
            begin();
            wire.sendHeartbeat(this);
        }
    }

    private void begin() {
        since = System.nanoTime();
        heartbeatDue = false;
        writing = true;
    }

    /** One event of each feed in turn, so that none waits for the history of another. */
    private List<String> collect() {
        List<String> batch = new ArrayList<>();
        for (String note = notes.poll(); note != null; note = notes.poll()) {
            noteCount.decrementAndGet();
            batch.add(note);
        }
        int chars = 0;
        while (chars < BATCH_CHARS) {
            Feed feed = ready.poll();
            if (feed == null) {
                break;
            }
            feed.queued.set(false);
            for (EventText event : next(feed)) {
                String frame = wire.frame(feed.conversation, event);
                chars += frame.length();
                batch.add(frame);
            }
        }
        return batch;
    }

    private List<EventText> next(Feed feed) {
        if (feeds.get(feed.conversation) != feed) {
            return List.of();
        }
        if (feed.unwanted) {
            end(feed);
            return List.of(connections.encoder().unsubscribed(feed.subscription.cursor()));
        }
        List<LiveEvent> events = feed.subscription.poll(1);
        if (!events.isEmpty()) {
            enqueue(feed);
        }
        return events.stream().map(event -> text(feed, event)).toList();
    }

    private EventText text(Feed feed, LiveEvent event) {
        if (event instanceof LiveEvent.Ended ended) {
            end(feed);
            if (ended.reason() != EndReason.REMOVED) {
                finish(ended.reason() == EndReason.REVOKED ? Closing.REFUSED : Closing.STOPPING);
            }
        }
        return connections.encoder().encode(feed.reader, event);
    }

    private void end(Feed feed) {
        feeds.remove(feed.conversation, feed);
        feed.subscription.close();
    }

    @Override
    public void sent() {
        since = System.nanoTime();
        writing = false;
        wake();
    }

    @Override
    public void lost() {
        close();
    }

    /** Does what time has brought about. */
    void tick(long now, Duration heartbeat, Duration stall) {
        // Read first: who sets it has set the time before.
        boolean busy = writing;
        long passed = now - since;
        if (busy && passed > stall.toNanos()) {
            LOG.debug("A reader was too slow");
            cut();
        } else if (!busy && passed >= heartbeat.toNanos()) {
            heartbeatDue = true;
            wake();
        }
    }

    void cut() {
        close();
        wire.cut();
    }

    /** Lets go of everything; what is on its way to the client still goes. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            closeFeeds();
            connections.closed(this);
        }
    }

    private void closeFeeds() {
        feeds.values().forEach(this::end);
    }
}
