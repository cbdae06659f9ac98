package dev.parley.core.delivery;

import java.util.function.Consumer;

/**
 * Carries {@link Signal}s between the engines of one chat system. Never the source of truth: an engine whose bus loses
 * everything delivers the same a second later. Thread-safe.
 *
 * <p>Rules, checked by {@code EventBusContract}:
 *
 * <ul>
 *   <li>EB-1 Who is subscribed on any bus of the system hears a signal, those on the publishing bus itself before
 *       {@code publish} returns, in its thread.
 *   <li>EB-2 Nobody hears it twice.
 *   <li>EB-3 What one thread publishes is heard in its order.
 *   <li>EB-4 A signal arrives as it was published, to the last UTF-16 unit; only an entry too large for the carrier may be
 *       left out of its hint, and a fragment too large for it may come in several.
 *   <li>EB-5 A listener that throws is logged; the publisher and the other listeners do not notice.
 *   <li>EB-6 A listener on another bus that is slow or blocked does not hold the publisher up.
 *   <li>EB-7 A closed subscription hears nothing that is published afterwards.
 *   <li>EB-8 Publishing never throws; after the bus was closed, or while its carrier is away, signals may be lost.
 * </ul>
 */
public interface EventBus extends AutoCloseable {

    /**
     * Tells everybody. Never waits for the carrier.
     *
     * @param signal what
     */
    void publish(Signal signal);

    /**
     * Listens.
     *
     * @param listener hears every signal; quick, must not block
     * @param onLoss called when signals may have been lost, after the carrier was away for example
     * @return ends it when closed
     */
    Registration subscribe(Consumer<? super Signal> listener, Runnable onLoss);

    /** Releases what the bus itself opened. */
    @Override
    void close();

    /** A subscription to a bus. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** {@return a bus for the engines of one process} */
    static EventBus inMemory() {
        return new InMemoryEventBus();
    }
}
