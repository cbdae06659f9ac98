package dev.parley.examples.benchmarks;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.delivery.Signal;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A conversation on an engine in memory, and all who follow it. */
final class Hall implements AutoCloseable {

    /** What a subscriber takes at a time. */
    private static final int BATCH = 64;

    /** So a store holds a few megabytes when it is replaced: the heap stays bounded and so does the work of GC. */
    private static final int MESSAGES_PER_STORE = 128 * Burst.SIZE;

    private final ChatStore store = ChatStore.inMemory(InstantSource.system());
    private final EventBus bus = EventBus.inMemory();
    private final ChatEngine engine = ChatEngine.builder(store).eventBus(bus).build();
    private final ChatSession author = engine.session(Principal.of("author"));
    private final ChatSession reader = engine.session(Principal.of("reader"));
    private final ConversationId conversation = author.create(NewConversation.of("hall", new UserId("reader")))
            .orThrow()
            .id();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private int sent;

    /** A subscriber that takes what there is whenever it is told to. */
    private static final class Seat implements Runnable {

        private final Subscription subscription;
        private final Ear ear;

        Seat(Subscription subscription, Ear ear) {
            this.subscription = subscription;
            this.ear = ear;
        }

        @Override
        public void run() {
            List<LiveEvent> events = subscription.poll(BATCH);
            while (!events.isEmpty()) {
                // Without an iterator, so that all bytes are the engine's.
                for (int i = 0; i < events.size(); i++) {
                    if (events.get(i) instanceof LiveEvent.Appended appended) {
                        ear.hear(appended.entry());
                    }
                }
                events = subscription.poll(BATCH);
            }
        }
    }

    /** Has everybody follow who has an ear. */
    Hall(Ear... ears) {
        for (Ear ear : ears) {
            Subscription subscription = subscription();
            subscription.onReady(new Seat(subscription, ear));
        }
    }

    /** Adds one that is told that there is something, and never takes it. */
    void addIdler() {
        subscription().onReady(() -> {});
    }

    /** One that waits for the first message already: a poll has given nothing. */
    private Subscription subscription() {
        Subscription subscription =
                reader.subscribe(conversation, 0, AccessCheck.always()).orThrow();
        subscription.poll(BATCH);
        subscriptions.add(subscription);
        return subscription;
    }

    ConversationId conversation() {
        return conversation;
    }

    /** Tells the engine that the log has new entries, although it has not. */
    void tell(Signal... signals) {
        for (Signal signal : signals) {
            bus.publish(signal);
        }
    }

    /** Sends one message. */
    void send() {
        author.send(conversation, Draft.of("key-" + sent++, Burst.TEXT)).orThrow();
    }

    boolean full() {
        return sent >= MESSAGES_PER_STORE;
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        engine.close();
        bus.close();
        store.close();
    }
}
