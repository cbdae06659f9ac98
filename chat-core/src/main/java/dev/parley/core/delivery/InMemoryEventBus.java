package dev.parley.core.delivery;

import java.util.function.Consumer;

/** Tells everybody in the thread of the publisher. */
final class InMemoryEventBus implements EventBus {

    private final BusListeners listeners = new BusListeners();

    @Override
    public void publish(Signal signal) {
        listeners.tell(signal);
    }

    @Override
    public Registration subscribe(Consumer<? super Signal> action, Runnable onLoss) {
        return listeners.add(action, onLoss);
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
