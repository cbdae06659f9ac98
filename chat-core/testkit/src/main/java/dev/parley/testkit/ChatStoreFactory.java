package dev.parley.testkit;

import dev.parley.core.store.ChatStore;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the test of a store adapter writes: how to open the store, and how time passes in it. */
@ExtendWith(ContractExtension.class)
public interface ChatStoreFactory {

    /**
     * Opens the store under test. It need not be empty: each test uses a tenant of its own. The test closes it.
     *
     * @param clock the clock that the store must take the time of entries from
     * @return the store
     */
    ChatStore createStore(InstantSource clock);

    /**
     * Lets time pass on the clock that the leases and due times of turns go by. Unless this is overridden, that is the clock
     * of the test; where it is the clock of a database, move the times in it back instead.
     *
     * @param store the store under test
     * @param clock the clock that it was opened with; to be moved as well
     * @param by how far, more than zero
     */
    default void passTime(ChatStore store, ManualClock clock, Duration by) {
        clock.advance(by);
    }
}
