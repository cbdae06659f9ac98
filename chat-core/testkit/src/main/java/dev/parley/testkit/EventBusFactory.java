package dev.parley.testkit;

import dev.parley.core.delivery.EventBus;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the test of an event bus writes: {@link #createSystem()}, and nothing else as a rule. */
@ExtendWith(ContractExtension.class)
public interface EventBusFactory {

    /**
     * Opens a system of buses that hear each other. The test closes it.
     *
     * @return the system
     */
    EventBusSystem createSystem();

    /**
     * Tells how long to wait for a signal before it counts as lost.
     *
     * @return five seconds unless overridden
     */
    default Duration patience() {
        return Duration.ofSeconds(5);
    }

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
