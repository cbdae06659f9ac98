package dev.parley.testkit;

import dev.parley.core.delivery.EventBus;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one method that the test of an event bus writes. */
@ExtendWith(ContractExtension.class)
public interface EventBusFactory {

    /**
     * Opens a system of buses that hear each other. The test closes it.
     *
     * @return the system
     */
    EventBusSystem createSystem();

    /** Buses that hear each other, as those of several nodes do. For one thread. */
    interface EventBusSystem extends AutoCloseable {

        /**
         * Opens a bus as one more node would.
         *
         * @return the bus; the same object each time, if one bus is the whole system
         */
        EventBus newBus();

        /** Closes all buses, and what they need. */
        @Override
        void close();
    }
}
