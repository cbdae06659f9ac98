package dev.parley.testkit;

import dev.parley.core.auth.SessionStore;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one method that a test of {@link SessionStoreContract} writes. */
@ExtendWith(ContractExtension.class)
public interface SessionStoreFactory {

    /**
     * Opens the store under test, with the feed of the same system. It need not be empty: each test uses a tenant of its
     * own. The test closes both.
     *
     * @param clock the time of both
     * @return the store and the feed
     */
    StoreAndChanges<SessionStore> createSessions(InstantSource clock);
}
