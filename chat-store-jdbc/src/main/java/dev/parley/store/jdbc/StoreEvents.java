package dev.parley.store.jdbc;

import dev.parley.core.observe.StoreEvent;
import dev.parley.core.observe.StoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what happens to the database as a whole, and passes it on. */
final class StoreEvents {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcDatabase.class);

    private final StoreListener listener;

    StoreEvents(StoreListener listener) {
        this.listener = listener;
    }

    void tell(StoreEvent event) {
        log(event);
        try {
            listener.onEvent(event);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("A listener failed on {}", event.getClass().getSimpleName(), e);
        }
    }

    private static void log(StoreEvent event) {
        if (event instanceof StoreEvent.PoolSaturated it) {
            LOG.warn(
                    "{} calls wait for a connection of the pool {}; many have for {}",
                    it.waiting(),
                    it.pool(),
                    it.lasting());
        } else if (event instanceof StoreEvent.PoolRelieved it) {
            LOG.info(
                    "Calls no longer wait for a connection of the pool {}, as many did for {}", it.pool(), it.lasted());
        } else if (event instanceof StoreEvent.ConnectionsOverbooked it) {
            LOG.warn(
                    "The server gives {} connections, and {} processes of {} each may ask for {}",
                    it.available(),
                    it.instances(),
                    it.each(),
                    (long) it.instances() * it.each());
        } else if (event instanceof StoreEvent.WritesHeld it) {
            LOG.warn("The store takes no writes: {}", it.reason());
        } else if (event instanceof StoreEvent.WritesReleased it) {
            LOG.info("Gone after {}, what kept the store from writes: {}", it.lasted(), it.reason());
        }
    }
}
