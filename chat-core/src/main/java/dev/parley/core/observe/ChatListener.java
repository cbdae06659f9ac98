package dev.parley.core.observe;

import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Hears every {@link ChatEvent}. Called in the thread of the call and so must be quick and thread-safe. What it throws is
 * logged and never reaches the caller.
 */
@FunctionalInterface
public interface ChatListener {

    /**
     * Takes notice of an event.
     *
     * @param event the event
     */
    void onEvent(ChatEvent event);

    /** {@return a listener that does nothing} */
    static ChatListener noop() {
        return event -> {};
    }

    /**
     * A listener that passes each event on to several, in order; one that throws does not keep it from the next.
     *
     * @param listeners the listeners
     * @return one listener for all
     */
    static ChatListener all(ChatListener... listeners) {
        List<ChatListener> copy = List.of(listeners);
        return event -> copy.forEach(listener -> listener.notifySafely(event));
    }

    /**
     * Passes an event to this listener and logs what it throws.
     *
     * @param event the event
     */
    default void notifySafely(ChatEvent event) {
        try {
            onEvent(event);
        } catch (RuntimeException | LinkageError e) {
            LoggerFactory.getLogger(ChatListener.class)
                    .warn("A listener failed on {}", event.getClass().getSimpleName(), e);
        }
    }
}
