package dev.parley.testkit;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.ApiKeyStore;
import java.time.InstantSource;

class InMemoryApiKeyStoreTest implements ApiKeyStoreContract {

    @Override
    public StoreAndChanges<ApiKeyStore> createKeys(InstantSource clock) {
        AccessChanges changes = AccessChanges.inMemory(clock);
        return new StoreAndChanges<>(ApiKeyStore.inMemory(clock, changes), changes);
    }
}
