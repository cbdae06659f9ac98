package dev.parley.core.observe;

/**
 * Hears every {@link StoreEvent}. Called in the thread that finds out, and so must be quick and thread-safe. What it throws is
 * logged and reaches nobody.
 */
@FunctionalInterface
public interface StoreListener {

    /**
     * Takes notice of an event.
     *
     * @param event the event
     */
    void onEvent(StoreEvent event);

    /** {@return a listener that does nothing} */
    static StoreListener noop() {
        return event -> {};
    }
}
