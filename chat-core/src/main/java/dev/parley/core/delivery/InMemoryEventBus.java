package dev.parley.core.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Tells everybody in the thread of the publisher. */
final class InMemoryEventBus implements EventBus {

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Equal to itself only, so that one who subscribes twice is two. */
    private static final class Listener {
        private final Consumer<? super Signal> action;

        Listener(Consumer<? super Signal> action) {
            this.action = action;
        }
    }

    @Override
    public void publish(Signal signal) {
        for (Listener listener : listeners) {
            try {
                listener.action.accept(signal);
            } catch (RuntimeException | LinkageError e) {
                LoggerFactory.getLogger(EventBus.class)
                        .warn("A listener failed on {}", signal.getClass().getSimpleName(), e);
            }
        }
    }

    @Override
    public Registration subscribe(Consumer<? super Signal> action, Runnable onLoss) {
        Listener listener = new Listener(action);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
