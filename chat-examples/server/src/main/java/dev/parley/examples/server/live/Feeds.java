package dev.parley.examples.server.live;

import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.message.ConversationId;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The feeds of one connection, and which of them may have something. Thread-safe, but for {@link #poll}. */
final class Feeds {

    private final Map<ConversationId, Feed> feeds = new ConcurrentHashMap<>();
    private final Queue<Feed> ready = new ConcurrentLinkedQueue<>();
    private final Runnable wake;

    Feeds(Runnable wake) {
        this.wake = wake;
    }

    int size() {
        return feeds.size();
    }

    boolean has(ConversationId conversation) {
        return feeds.containsKey(conversation);
    }

    /** Adds a feed of a conversation that there is none of. */
    void add(Feed feed) {
        feeds.put(feed.conversation, feed);
        feed.subscription.onReady(() -> enqueue(feed));
        enqueue(feed);
    }

    /** Has a feed end, and {@return whether there was one}; the reader is told with the next events. */
    boolean release(ConversationId conversation) {
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
            wake.run();
        }
    }

    /** What a feed has given; nothing if it has nothing for now, or wants to end. */
    record Polled(Feed feed, List<LiveEvent> events) {}

    /** Polls the next feed, one event of each in turn, so that none waits for the history of another. */
    @Nullable
    Polled poll() {
        Feed feed = ready.poll();
        if (feed == null) {
            return null;
        }
        feed.queued.set(false);
        if (feed.unwanted || feeds.get(feed.conversation) != feed) {
            return new Polled(feed, List.of());
        }
        List<LiveEvent> events = feed.subscription.poll(1);
        if (!events.isEmpty()) {
            enqueue(feed);
        }
        return new Polled(feed, events);
    }

    /** Ends a feed, and {@return whether it had not ended before}. */
    boolean end(Feed feed) {
        feed.subscription.close();
        return feeds.remove(feed.conversation, feed);
    }

    void endAll() {
        feeds.values().forEach(this::end);
    }
}
