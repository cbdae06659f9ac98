package dev.parley.testkit;

import dev.parley.core.store.ChatStore;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one method that the test of a store adapter writes. */
@ExtendWith(ContractExtension.class)
public interface ChatStoreFactory {

    /**
     * Opens the store under test. It need not be empty: each test uses a tenant of its own. The test closes it.
     *
     * @param clock the clock that the store must take the time of entries from
     * @return the store
     */
    ChatStore createStore(InstantSource clock);
}
