package dev.parley.core.delivery;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The subscribers of one feed. Thread-safe. They are told in another thread: a publisher's cost does not depend on them. */
final class Audience {

    private static final FeedSubscription[] NOBODY = {};

    private final Executor wakeUps;
    private final Set<FeedSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean waking = new AtomicBoolean();

    /** A copy of the set, which is much quicker to go through; null when it must be made anew. */
    private volatile FeedSubscription @Nullable [] everybody;

    Audience(Executor wakeUps) {
        this.wakeUps = wakeUps;
    }

    synchronized void add(FeedSubscription subscription) {
        subscriptions.add(subscription);
        everybody = null;
    }

    synchronized void remove(FeedSubscription subscription) {
        subscriptions.remove(subscription);
        everybody = null;
    }

    Set<FeedSubscription> subscriptions() {
        return subscriptions;
    }

    /** Has everybody told. */
    void wake() {
        if (!subscriptions.isEmpty() && waking.compareAndSet(false, true)) {
            try {
                wakeUps.execute(this::wakeEverybody);
            } catch (RejectedExecutionException e) {
                // The engine is ending, and with it all subscriptions.
                waking.set(false);
            }
        }
    }

    private void wakeEverybody() {
        waking.set(false);
        for (FeedSubscription subscription : everybody()) {
            subscription.wakeHere();
        }
    }

    private FeedSubscription[] everybody() {
        FeedSubscription[] all = everybody;
        return all == null ? copy() : all;
    }

    private synchronized FeedSubscription[] copy() {
        FeedSubscription[] all = subscriptions.toArray(NOBODY);
        everybody = all;
        return all;
    }

    /** Has one subscriber told. */
    void wake(FeedSubscription subscription) {
        try {
            wakeUps.execute(subscription::tell);
        } catch (RejectedExecutionException e) {
            // The engine is ending: nobody is there any more to tell.
            subscription.close();
        }
    }
}
