package dev.parley.examples.benchmarks;

import dev.parley.core.delivery.Signal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.UserId;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What is published in one invocation, and its end: when every subscriber has heard all of it. */
final class Burst {

    /** A power of two. Half of what the delivery keeps in memory, so that who hears it at once never reads the log. */
    static final int SIZE = 128;

    static final String TEXT = "did you try to start it in a terminal, and what does it say when the window closes?";

    private static final UserId AUTHOR = new UserId("author");
    private static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");

    private final Entry[] entries = new Entry[SIZE];
    private final Signal[] signals = new Signal[SIZE];
    private ConversationId conversation = new ConversationId(new UUID(1, 2));
    private long head;
    private volatile CountDownLatch behind = new CountDownLatch(0);

    /** Has all that follows happen in a conversation that has no entry yet. */
    void in(ConversationId empty) {
        conversation = empty;
        head = 0;
    }

    /** Makes the next entries, ready to be published, and waits for nobody yet. */
    void next(int subscribers) {
        for (int i = 0; i < SIZE; i++) {
            long seq = ++head;
            entries[i] =
                    new Entry.Posted(conversation, seq, TODAY, AUTHOR, seq, MessageKind.USER, TEXT, null, null, false);
            signals[i] = new Signal.EntryAppended(conversation, seq, entries[i]);
        }
        behind = new CountDownLatch(subscribers);
    }

    Entry[] entries() {
        return entries;
    }

    Signal[] signals() {
        return signals;
    }

    /** One subscriber has heard all. */
    void heard() {
        behind.countDown();
    }

    /** Waits for everybody; fails if somebody has missed something or got it out of order. */
    void await() throws InterruptedException {
        if (!behind.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException(behind.getCount() + " subscribers have not heard all, in order");
        }
    }
}
