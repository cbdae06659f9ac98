package dev.parley.examples.server.live;

import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.LiveEvent;

/** Says how events look. Thread-safe. */
public interface EventEncoder {

    /**
     * Puts an event into words.
     *
     * @param reader for whom
     * @param event the event
     * @return the text
     */
    EventText encode(Principal reader, LiveEvent event);

    /**
     * Puts the end of a subscription into words that its reader has ended.
     *
     * @param cursor the sequence number of the last entry that was given out
     * @return the text
     */
    EventText unsubscribed(long cursor);

    /** Lets go of what was kept for reuse. Called every few seconds, so that what is erased does not stay here. */
    void forget();
}
