package dev.parley.testkit;

import dev.parley.core.auth.RefreshTokenStore;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one method that a test of {@link RefreshTokenStoreContract} writes. */
@ExtendWith(ContractExtension.class)
public interface RefreshTokenStoreFactory {

    /**
     * Opens the store under test. It need not be empty: each test uses a tenant of its own and random tokens. The test
     * closes it.
     *
     * @param clock its time
     * @return the store
     */
    RefreshTokenStore createTokens(InstantSource clock);
}
