package dev.parley.core.delivery;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.observe.ChatEvent;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.FeedHead;
import dev.parley.core.store.FeedSeat;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live delivery of one engine. Thread-safe. Part of the engine: hosts meet {@link Subscription} instead.
 *
 * <p>Signals of the bus are taken where they fit, the log is read where they do not, and once a second the heads of all
 * conversations that somebody here follows are compared with the store: so a lost signal costs a second, never an entry.
 */
public final class LiveDelivery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveDelivery.class);
    private static final int MAX_HEADS = 1_000;

    private final ChatFeed store;
    private final Executor wakeUps;
    private final FeedReads reads;
    private final EventBus.Registration registration;
    private final @Nullable ChatListener listener;
    private final Map<ConversationId, Feed> feeds = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Begins to listen to a bus.
     *
     * @param store what entries are read from
     * @param bus tells of new ones
     * @param wakeUps runs the subscribers' actions
     * @param reads runs reads of the store that no caller waits for
     * @param timeout how long one of them may take
     * @param listener hears of subscriptions, or null
     */
    public LiveDelivery(
            ChatFeed store,
            EventBus bus,
            Executor wakeUps,
            Executor reads,
            Duration timeout,
            @Nullable ChatListener listener) {
        this.store = store;
        this.wakeUps = wakeUps;
        this.reads = new FeedReads(store, reads, timeout);
        this.listener = listener;
        this.registration = bus.subscribe(
                this::accept,
                () -> this.reads.later(
                        (from, deadline) -> {
                            compareHeads();
                            return true;
                        },
                        done -> {},
                        () -> {}));
    }

    private void accept(Signal signal) {
        Feed feed = feeds.get(signal.conversation());
        if (feed != null) {
            feed.accept(signal);
        }
    }

    /**
     * Begins a subscription.
     *
     * @param principal who follows
     * @param conversation what
     * @param after an exclusive sequence number, 0 or more
     * @param access whether they still may
     * @param deadline by when to answer
     * @return the subscription, or refused with {@code conversation_not_found}
     * @throws ChatException {@link ErrorCode#SEQ_OUT_OF_RANGE} if the place is beyond the newest entry
     */
    public Outcome<Subscription> subscribe(
            Principal principal, ConversationId conversation, long after, AccessCheck access, Deadline deadline) {
        requireOpen();
        Feed feed = retain(conversation);
        FeedSubscription subscription = null;
        try {
            // Only now that signals are heard, so that none is lost between this head and the first of them.
            Optional<FeedSeat> seat = store.seat(principal, conversation, deadline);
            if (seat.isEmpty()) {
                return Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND);
            }
            subscription = open(feed, new UserView(principal, seat.get()), after, access, deadline);
            return Outcome.done(subscription);
        } finally {
            if (subscription == null) {
                release(feed);
            }
        }
    }

    private FeedSubscription open(Feed feed, UserView view, long after, AccessCheck access, Deadline deadline) {
        FeedSeat seat = view.seat();
        if (after > seat.head()) {
            throw ChatException.invalid(
                    ErrorCode.SEQ_OUT_OF_RANGE, "after", "must not be beyond the newest entry, " + seat.head());
        }
        if (feed.open(view.principal().tenant(), seat.head())) {
            FeedHead head = store.heads(List.of(feed.id), deadline).get(feed.id);
            if (head != null) {
                feed.compare(head);
            }
        }
        FeedSubscription subscription =
                new FeedSubscription(feed, view, Math.max(after, seat.visibleFrom() - 1), access, this::ended);
        feed.add(subscription);
        if (closed) {
            // It has not begun, so it does not end either: the caller releases the feed.
            feed.audience().remove(subscription);
            throw closedFault();
        }
        return subscription;
    }

    private Feed retain(ConversationId conversation) {
        return feeds.compute(conversation, (id, present) -> {
            Feed feed = present == null ? new Feed(id, reads, wakeUps) : present;
            feed.retain();
            return feed;
        });
    }

    private void release(Feed feed) {
        feeds.computeIfPresent(feed.id, (id, present) -> present == feed && feed.release() ? null : present);
    }

    private void ended(FeedSubscription subscription, @Nullable EndReason reason) {
        subscription.feed().audience().remove(subscription);
        release(subscription.feed());
        if (listener != null) {
            listener.notifySafely(new ChatEvent.SubscriptionEnded(
                    subscription.view().principal().tenant(),
                    subscription.feed().id,
                    reason == null ? ChatEvent.SubscriptionEnded.CLOSED : reason.id()));
        }
    }

    /** Asks every subscriber's access check. */
    public void checkAccess() {
        forEach(FeedSubscription::tick);
    }

    /** Compares the heads of all followed conversations with the store. What it can't read, it reads the next time. */
    public void compareHeads() {
        List<ConversationId> followed = new ArrayList<>(feeds.keySet());
        // In another order each time, so that what a failure leaves out is not the same again.
        Collections.shuffle(followed);
        try {
            for (int i = 0; i < followed.size(); i += MAX_HEADS) {
                Collection<ConversationId> some = followed.subList(i, Math.min(followed.size(), i + MAX_HEADS));
                reads.now((from, deadline) -> from.heads(some, deadline)).forEach(this::compare);
            }
        } catch (ChatException e) {
            LOG.debug("Heads could not be compared: {}", e.code().id());
        }
    }

    private void compare(ConversationId id, FeedHead head) {
        Feed feed = feeds.get(id);
        if (feed != null) {
            feed.compare(head);
        }
    }

    private void forEach(Consumer<FeedSubscription> action) {
        feeds.values().forEach(feed -> feed.audience().subscriptions().forEach(action));
    }

    private void requireOpen() {
        if (closed) {
            throw closedFault();
        }
    }

    private static ChatException closedFault() {
        return ChatException.fault(ErrorCode.CLOSED, "The engine is closed", null);
    }

    /** Ends every subscription with {@link EndReason#RECONNECT}; new ones are refused. */
    @Override
    public void close() {
        closed = true;
        registration.close();
        forEach(subscription -> subscription.endLater(EndReason.RECONNECT));
    }
}
