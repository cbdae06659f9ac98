package dev.parley.core.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who listens on this node. What one of them throws is logged and concerns nobody else. */
final class BusListeners {

    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Equal to itself only, so that one who subscribes twice is two. */
    private static final class Listener {
        private final Consumer<? super Signal> action;
        private final Runnable onLoss;

        Listener(Consumer<? super Signal> action, Runnable onLoss) {
            this.action = action;
            this.onLoss = onLoss;
        }
    }

    EventBus.Registration add(Consumer<? super Signal> action, Runnable onLoss) {
        Listener listener = new Listener(action, onLoss);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(Signal signal) {
        each(signal.getClass().getSimpleName(), listener -> listener.action.accept(signal));
    }

    void tellLoss() {
        each("a loss", listener -> listener.onLoss.run());
    }

    private void each(String what, Consumer<Listener> step) {
        for (Listener listener : listeners) {
            try {
                step.accept(listener);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("A listener failed on {}", what, e);
            }
        }
    }

    void clear() {
        listeners.clear();
    }
}
