package dev.parley.testkit;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.store.ChatStore;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one method that a test of {@link NodesContract} writes. */
@ExtendWith(ContractExtension.class)
public interface NodesFactory {

    /**
     * Opens what several nodes of one chat system share. The test closes it.
     *
     * @return the system
     */
    Nodes createNodes();

    /** One chat system, as seen by its nodes. For one thread. */
    interface Nodes extends AutoCloseable {

        /**
         * Opens the store as one more node would.
         *
         * @return a store on the system's data; the same object each time, if it is in memory
         */
        ChatStore newStore();

        /**
         * Opens a bus as one more node would.
         *
         * @return a bus that the other nodes hear; the same object each time, if it is in memory
         */
        EventBus newBus();

        /** Closes all stores and buses, and what they need. */
        @Override
        void close();
    }
}
