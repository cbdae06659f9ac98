package dev.parley.testkit;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.SessionStore;
import java.time.InstantSource;

class InMemorySessionStoreTest implements SessionStoreContract {

    @Override
    public StoreAndChanges<SessionStore> createSessions(InstantSource clock) {
        AccessChanges changes = AccessChanges.inMemory(clock);
        return new StoreAndChanges<>(SessionStore.inMemory(clock, changes), changes);
    }
}
