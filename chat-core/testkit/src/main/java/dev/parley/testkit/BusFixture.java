package dev.parley.testkit;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.UserId;
import java.time.Duration;
import java.util.UUID;

/** A system of two buses, connected, and a conversation of this test, for others may share the carrier. */
final class BusFixture implements AutoCloseable {

    private static final Duration CONNECTED = Duration.ofSeconds(30);
    private static final Duration PROBE = Duration.ofMillis(50);

    final ConversationId room = new ConversationId(UUID.randomUUID());
    final EventBus here;
    final EventBus there;
    private final EventBusFactory.EventBusSystem system;
    private final Duration patience;

    BusFixture(EventBusFactory factory) {
        patience = factory.patience();
        system = factory.createSystem();
        here = system.newBus();
        there = system.newBus();
        try {
            connect(here, there);
            connect(there, here);
        } catch (AssertionError e) {
            system.close();
            throw e;
        }
    }

    /** Publishes until it is heard: a bus may still be on its way to the carrier when it is handed out. */
    private static void connect(EventBus from, EventBus to) {
        ConversationId probe = new ConversationId(UUID.randomUUID());
        long end = System.nanoTime() + CONNECTED.toNanos();
        try (Ear ear = new Ear(to, probe, PROBE)) {
            do {
                from.publish(new Signal.UserTyping(probe, new UserId("probe")));
                if (System.nanoTime() > end) {
                    throw new AssertionError("Nothing was heard for " + CONNECTED);
                }
            } while (ear.awaitUntil(heard -> !heard.isEmpty()).isEmpty());
        }
    }

    /** Whether there is just one bus, so that nobody is elsewhere. */
    boolean single() {
        return here == there;
    }

    Ear ear(EventBus bus) {
        return new Ear(bus, room, patience);
    }

    /** A hint of the test's conversation. */
    Signal hint(long seq) {
        return new Signal.EntryAppended(room, seq, null);
    }

    @Override
    public void close() {
        system.close();
    }
}
