package dev.parley.testkit;

import dev.parley.core.cache.CacheProvider;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the test of a cache writes: {@link #createSystem}, and the rest where its time is not the manual clock's. */
@ExtendWith(ContractExtension.class)
public interface CacheFactory {

    /**
     * Opens a system of nodes whose caches of one name are one. The test closes it.
     *
     * @param clock the time of what is in this process
     * @return the system
     */
    CacheSystem createSystem(ManualClock clock);

    /**
     * Tells in what unit the tests measure how long entries are kept.
     *
     * @return one minute unless overridden
     */
    default Duration unit() {
        return Duration.ofMinutes(1);
    }

    /**
     * Lets time pass for the whole system.
     *
     * @param clock the time of what is in this process
     * @param time how much
     */
    default void pass(ManualClock clock, Duration time) {
        clock.advance(time);
    }

    /**
     * Tells how long to wait for what happens beside the call, and for the other nodes to hear of it.
     *
     * @return five seconds unless overridden
     */
    default Duration patience() {
        return Duration.ofSeconds(5);
    }

    /** Nodes that share their caches. For one thread. */
    interface CacheSystem extends AutoCloseable {

        /**
         * Opens the caches of one more node.
         *
         * @return the caches; the same object each time, if one node is the whole system
         */
        CacheProvider newNode();

        /** Closes all nodes, and what they need. */
        @Override
        void close();

        /**
         * A system of one node.
         *
         * @param only the node
         * @return the system
         */
        static CacheSystem of(CacheProvider only) {
            return new CacheSystem() {
                @Override
                public CacheProvider newNode() {
                    return only;
                }

                @Override
                public void close() {
                    only.close();
                }
            };
        }
    }
}
