package dev.parley.core.reply;

/** Tells a responder that nothing more is wanted. Thread-safe. */
public interface Cancellation {

    /** {@return whether nothing more is wanted} */
    boolean requested();

    /**
     * Has something done as soon as nothing more is wanted, or at once if that is so already: closing a connection to a
     * model, for example.
     *
     * @param action quick and safe to run in any thread, once
     */
    void onRequest(Runnable action);
}
