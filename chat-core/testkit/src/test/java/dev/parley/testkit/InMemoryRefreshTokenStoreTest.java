package dev.parley.testkit;

import dev.parley.core.auth.RefreshTokenStore;
import java.time.InstantSource;

class InMemoryRefreshTokenStoreTest implements RefreshTokenStoreContract {

    @Override
    public RefreshTokenStore createTokens(InstantSource clock) {
        return RefreshTokenStore.inMemory(clock);
    }
}
